package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.speech.transcript.TranscriptFormat;
import io.diction.storage.Blobs;
import io.diction.web.AudioAnswer;
import io.diction.web.Refusal.NotFound;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** A session's recording, for the player, and its transcript in the formats people use. */
@Controller
@RequestMapping("/sessions/{id}")
class SessionFiles {
  /** What the page offers. */
  static final List<TranscriptFormat> FORMATS =
      List.of(
          TranscriptFormat.TXT, TranscriptFormat.VTT, TranscriptFormat.SRT, TranscriptFormat.JSON);

  private final Sessions sessions;
  private final Blobs blobs;

  SessionFiles(Sessions sessions, Blobs blobs) {
    this.sessions = sessions;
    this.blobs = blobs;
  }

  /** Answers ranges, which players ask for when somebody jumps. */
  @GetMapping("/audio")
  ResponseEntity<Resource> audio(SignedIn user, @PathVariable UUID id) {
    SttSession session = sessions.get(user, id);
    return AudioAnswer.of(blobs.file(user.organization(), session.audioSha256()), session.name());
  }

  @GetMapping("/transcript.{format}")
  ResponseEntity<byte[]> transcript(
      SignedIn user, @PathVariable UUID id, @PathVariable String format) {
    TranscriptFormat wanted =
        TranscriptFormat.find(format).filter(FORMATS::contains).orElseThrow(NotFound::new);
    SttSession session = sessions.get(user, id);
    SessionTranscript transcript = sessions.transcript(user, id);
    String name = baseName(session.name());
    String text = wanted.write(transcript.export(name));
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.valueOf(wanted.mediaType()), StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION, named("attachment", name + "." + wanted.extension()))
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String baseName(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String named(String kind, String fileName) {
    return ContentDisposition.builder(kind)
        .filename(fileName, StandardCharsets.UTF_8)
        .build()
        .toString();
  }
}
