package io.diction.api.evaluation;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.content.ContentSource;
import io.diction.api.content.ContentUrls;
import io.diction.api.content.FileEntity;
import io.diction.api.content.RenderedFiles;
import io.diction.api.content.Validity;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.RowFilter;
import io.diction.api.listing.Slice;
import io.diction.evaluation.OrderedTests;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestUtterance;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The files of evaluations: for each recording and model how its words were scored. */
@Service
class ApiEvaluationFiles implements ContentSource {
  private static final String KIND = "evaluation-file";

  /**
   * A file before it is written, which only those are that are shown.
   *
   * @param key tells the files of an evaluation apart
   * @param model 1 or 2
   * @param position of that model among those measured
   */
  private record Planned(
      TestRun run,
      String key,
      int model,
      int position,
      OffsetDateTime createdAt,
      List<TestUtterance> utterances) {
    /** Nothing changes of an evaluation that has ended. */
    String identity() {
      return "evaluation %s %s".formatted(run.id(), key);
    }

    String name() {
      String file = utterances.get(0).fileName();
      return "%s.model%d_score.json".formatted(file.substring(file.lastIndexOf('/') + 1), model);
    }
  }

  private static final RowFilter<Planned> FILTER =
      RowFilter.<Planned>none()
          .text("name", Planned::name)
          .time("createdDateTime", Planned::createdAt)
          .constant("kind", file -> "EvaluationDetails", FileEntity.KINDS);

  private final EvaluationList list;
  private final OrderedTests tests;
  private final ContentUrls urls;
  private final RenderedFiles rendered;

  ApiEvaluationFiles(
      EvaluationList list, OrderedTests tests, ContentUrls urls, RenderedFiles rendered) {
    this.list = list;
    this.tests = tests;
    this.urls = urls;
    this.rendered = rendered;
  }

  @Transactional(readOnly = true)
  public Slice<FileEntity> page(
      UUID id, ListQuery query, Validity validity, Links links, SignedIn who) {
    return FILTER
        .slice(planned(who.organization(), id), query)
        .map(file -> entity(id, file, validity, links, who));
  }

  @Transactional(readOnly = true)
  public FileEntity get(UUID id, UUID file, Validity validity, Links links, SignedIn who) {
    return planned(who.organization(), id).stream()
        .filter(planned -> source(id, planned, 0).id(id).equals(file))
        .findFirst()
        .map(planned -> entity(id, planned, validity, links, who))
        .orElseThrow(ApiError::notFound);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Content> find(OrganizationId organization, String id) {
    int dot = id.indexOf('.');
    UUID evaluation = UUID.fromString(id.substring(0, dot));
    if (list.find(organization, evaluation).isEmpty()) {
      return Optional.empty();
    }
    return planned(organization, evaluation).stream()
        .filter(file -> file.key().equals(id.substring(dot + 1)))
        .findFirst()
        .map(
            file ->
                new Content(
                    file.name(),
                    new ByteArrayResource(rendered.bytes(file.identity(), () -> bytes(file)))));
  }

  /** None before the end. */
  private List<Planned> planned(OrganizationId organization, UUID id) {
    EvaluationRow row = list.find(organization, id).orElseThrow(ApiError::notFound);
    Optional<TestRun> run = tests.find(organization, id).filter(TestRun::isReady);
    if (run.isEmpty() || row.isUnderWay()) {
      return List.of();
    }
    Collection<List<TestUtterance>> recordings =
        tests.utterances(run.get()).stream()
            .collect(
                Collectors.groupingBy(
                    TestUtterance::audioSha256, LinkedHashMap::new, Collectors.toList()))
            .values();
    List<Planned> files = new ArrayList<>();
    int number = 0;
    for (List<TestUtterance> recording : recordings) {
      for (int model = 1; model <= 2; model++) {
        files.add(
            new Planned(
                run.get(),
                number + "-" + model,
                model,
                model == 1 ? 0 : row.position2(),
                row.changedAt(),
                recording));
      }
      number++;
    }
    return files;
  }

  private byte[] bytes(Planned file) {
    return DetailsWriter.write(
        file.run(),
        tests.subjects(file.run()).get(file.position()),
        file.utterances(),
        tests
            .heard(file.run(), file.utterances().stream().map(TestUtterance::number).toList())
            .stream()
            .filter(heard -> heard.position() == file.position())
            .toList());
  }

  private FileEntity entity(UUID id, Planned file, Validity validity, Links links, SignedIn who) {
    FileEntity.Source source = source(id, file, rendered.size(file.identity(), () -> bytes(file)));
    return source.entity(
        EntityKind.EVALUATION,
        id,
        urls.url(links, source.source(), who.organization(), source.content(), validity),
        links);
  }

  private static FileEntity.Source source(UUID id, Planned file, int sizeBytes) {
    return new FileEntity.Source(
        "/" + file.key(),
        file.name(),
        "EvaluationDetails",
        file.createdAt(),
        sizeBytes,
        null,
        KIND,
        id + "." + file.key());
  }
}
