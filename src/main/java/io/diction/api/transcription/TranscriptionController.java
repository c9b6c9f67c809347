package io.diction.api.transcription;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Body;
import io.diction.api.answer.Links;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Paginated;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Transcriptions themselves. */
@RestController
@RequestMapping(Operation.BASE)
class TranscriptionController {
  private final ApiTranscriptions transcriptions;
  private final TranscriptionEntities entities;
  private final Recognising recognising;

  TranscriptionController(
      ApiTranscriptions transcriptions, TranscriptionEntities entities, Recognising recognising) {
    this.transcriptions = transcriptions;
    this.entities = entities;
    this.recognising = recognising;
  }

  @GetMapping("/transcriptions")
  ResponseEntity<Paginated<TranscriptionEntity>> list(ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(
        entities.page(query, links, who), query, links, TranscriptionEntity::isUnderWay);
  }

  @GetMapping("/projects/" + Operation.ID + "/transcriptions")
  ResponseEntity<Paginated<TranscriptionEntity>> ofProject(
      @PathVariable ProjectId id, ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(
        entities.page(id, query, links, who), query, links, TranscriptionEntity::isUnderWay);
  }

  @GetMapping("/transcriptions/locales")
  ResponseEntity<List<String>> locales() {
    return Answers.ok(recognising.locales());
  }

  @PostMapping("/transcriptions")
  ResponseEntity<TranscriptionEntity> create(Body body, Links links, SignedIn who) {
    UUID id = transcriptions.create(NewTranscription.of(body, recognising.locales()), who);
    TranscriptionEntity made = entities.get(id, links, who);
    return Answers.created(made.self(), made);
  }

  @GetMapping("/transcriptions/" + Operation.ID)
  ResponseEntity<TranscriptionEntity> get(@PathVariable UUID id, Links links, SignedIn who) {
    TranscriptionEntity transcription = entities.get(id, links, who);
    return Answers.ok(transcription, transcription.isUnderWay());
  }

  @PatchMapping("/transcriptions/" + Operation.ID)
  ResponseEntity<TranscriptionEntity> change(
      @PathVariable UUID id, Body body, Links links, SignedIn who) {
    transcriptions.change(id, body, who);
    return get(id, links, who);
  }

  @DeleteMapping("/transcriptions/" + Operation.ID)
  ResponseEntity<Void> delete(@PathVariable UUID id, SignedIn who) {
    transcriptions.delete(id, who);
    return Answers.noContent();
  }
}
