package io.diction.web;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A recording for a player, which asks for ranges when somebody jumps. */
public final class AudioAnswer {
  /** What a browser may be told; anything else is bytes, so that nothing is sniffed or run. */
  private static final Map<String, MediaType> TYPES =
      Map.of(
          "wav", MediaType.valueOf("audio/wav"),
          "mp3", MediaType.valueOf("audio/mpeg"),
          "m4a", MediaType.valueOf("audio/mp4"),
          "mp4", MediaType.valueOf("audio/mp4"),
          "flac", MediaType.valueOf("audio/flac"),
          "ogg", MediaType.valueOf("audio/ogg"),
          "aac", MediaType.valueOf("audio/aac"));

  private AudioAnswer() {}

  /**
   * @param name as its owner knows it
   */
  public static ResponseEntity<Resource> of(Path file, String name) {
    return of(file, name, name);
  }

  /**
   * @param name as its owner knows it
   * @param kind whose ending tells the browser what the bytes are, whatever the name says
   */
  public static ResponseEntity<Resource> of(Path file, String name, String kind) {
    String ending = kind.substring(kind.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ResponseEntity.ok()
        .contentType(TYPES.getOrDefault(ending, MediaType.APPLICATION_OCTET_STREAM))
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.builder("inline")
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(new FileSystemResource(file));
  }
}
