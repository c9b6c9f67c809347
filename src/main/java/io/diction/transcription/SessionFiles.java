package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.speech.TemporaryFolder;
import io.diction.storage.Blobs;
import io.diction.web.AudioAnswer;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
import org.springframework.web.bind.annotation.RequestParam;

/** Recordings of sessions, for the player, and transcripts in the formats people use. */
@Controller
@RequestMapping("/sessions")
class SessionFiles {
  private static final int MOST_TOGETHER = 150;

  private final Sessions sessions;
  private final SessionExport export;
  private final Blobs blobs;

  SessionFiles(Sessions sessions, SessionExport export, Blobs blobs) {
    this.sessions = sessions;
    this.export = export;
    this.blobs = blobs;
  }

  /** Answers ranges, which players ask for when somebody jumps. */
  @GetMapping("/{id}/audio")
  ResponseEntity<Resource> audio(SignedIn user, @PathVariable UUID id) {
    SttSession session = sessions.get(user, id);
    return AudioAnswer.of(blobs.file(user.organization(), session.audioSha256()), session.name());
  }

  @GetMapping("/{id}/transcript.{format}")
  ResponseEntity<byte[]> transcript(
      SignedIn user,
      @PathVariable UUID id,
      @PathVariable String format,
      @RequestParam(defaultValue = "") String text) {
    ExportFormat wanted = ExportFormat.find(format).orElseThrow(NotFound::new);
    SessionExport.Exported file = export.write(user, id, wanted, SessionExport.Text.of(text));
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf(wanted.mediaType()))
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.CONTENT_DISPOSITION, attachment(file.name()))
        .body(file.bytes());
  }

  /** Several in one archive. */
  @GetMapping("/export")
  void together(
      SignedIn user,
      @RequestParam(defaultValue = "txt") String format,
      @RequestParam(defaultValue = "") List<UUID> session,
      @RequestParam(defaultValue = "") String text,
      HttpServletResponse response)
      throws IOException {
    ExportFormat wanted = ExportFormat.find(format).orElseThrow(NotFound::new);
    if (session.isEmpty()) {
      throw new Invalid("transcription.refused.none-chosen");
    }
    if (session.size() > MOST_TOGETHER) {
      throw new LimitReached("transcription.refused.too-many-chosen", MOST_TOGETHER);
    }
    for (UUID id : session) {
      var unused = sessions.requireReady(user, id);
    }
    // Made before the first byte is sent: there is no way to refuse after it.
    try (TemporaryFolder aside = TemporaryFolder.below(TemporaryFolder.ofProcess())) {
      Path archive = aside.path().resolve("sessions.zip");
      write(user, new LinkedHashSet<>(session), wanted, SessionExport.Text.of(text), archive);
      send(archive, response);
    }
  }

  private static void send(Path archive, HttpServletResponse response) throws IOException {
    response.setContentType("application/zip");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment("sessions.zip"));
    response.setContentLengthLong(Files.size(archive));
    Files.copy(archive, response.getOutputStream());
  }

  private void write(
      SignedIn user, Set<UUID> ids, ExportFormat format, SessionExport.Text text, Path archive)
      throws IOException {
    Set<String> names = new HashSet<>();
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (UUID id : ids) {
        SessionExport.Exported one = export.write(user, id, format, text);
        zip.putNextEntry(new ZipEntry(unused(EntryName.of(one.name()), names)));
        zip.write(one.bytes());
      }
    }
  }

  /** Recordings of one name are told apart by a number. */
  private static String unused(String name, Set<String> names) {
    int dot = name.lastIndexOf('.');
    String unused = name;
    for (int i = 2; !names.add(unused.toLowerCase(Locale.ROOT)); i++) {
      unused = "%s (%d)%s".formatted(name.substring(0, dot), i, name.substring(dot));
    }
    return unused;
  }

  private static String attachment(String fileName) {
    return ContentDisposition.builder("attachment")
        .filename(fileName, StandardCharsets.UTF_8)
        .build()
        .toString();
  }
}
