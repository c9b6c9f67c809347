package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

/** What can be taken from a vocabulary: the whole as a file, a term as sound. */
@Controller
@RequestMapping("/custom-models/{id}/vocabulary")
class VocabularyFiles {
  private final VocabularyTerms terms;
  private final SpokenTerms spoken;

  VocabularyFiles(VocabularyTerms terms, SpokenTerms spoken) {
    this.terms = terms;
    this.spoken = spoken;
  }

  @GetMapping("/export")
  ResponseEntity<String> export(@PathVariable CustomModelId id, SignedIn user) {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("vocabulary.csv").build().toString())
        .body(terms.export(id, user));
  }

  /** A term, there or only thought of, as its pronunciation says it. */
  @GetMapping("/spoken")
  ResponseEntity<byte[]> spoken(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "") String term,
      @RequestParam(defaultValue = "") String pronunciation,
      SignedIn user) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("audio/wav"))
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate())
        .body(spoken.say(id, term, pronunciation, user));
  }
}
