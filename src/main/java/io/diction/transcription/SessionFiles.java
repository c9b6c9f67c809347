package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.speech.transcript.TranscriptFormat;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.NotFound;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
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
  /** What a browser may be told; anything else is bytes, so that nothing is sniffed or run. */
  private static final Map<String, MediaType> AUDIO_TYPES =
      Map.of(
          "wav", MediaType.valueOf("audio/wav"),
          "mp3", MediaType.valueOf("audio/mpeg"),
          "m4a", MediaType.valueOf("audio/mp4"),
          "mp4", MediaType.valueOf("audio/mp4"),
          "flac", MediaType.valueOf("audio/flac"),
          "ogg", MediaType.valueOf("audio/ogg"),
          "aac", MediaType.valueOf("audio/aac"));

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
    Resource file = new FileSystemResource(blobs.file(user.organization(), session.audioSha256()));
    return ResponseEntity.ok()
        .contentType(type(session.name()))
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.CONTENT_DISPOSITION, named("inline", session.name()))
        .body(file);
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

  private static MediaType type(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return AUDIO_TYPES.getOrDefault(extension, MediaType.APPLICATION_OCTET_STREAM);
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
