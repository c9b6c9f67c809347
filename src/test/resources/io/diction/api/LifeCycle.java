import client.ApiClient;
import client.ApiException;
import client.api.DatasetsApi;
import client.api.EndpointsApi;
import client.api.EvaluationsApi;
import client.api.ModelsApi;
import client.api.ProjectsApi;
import client.api.TranscriptionsApi;
import client.model.BaseModel;
import client.model.BlockKind;
import client.model.CommitBlocksEntry;
import client.model.CustomModel;
import client.model.CustomModelCreate;
import client.model.Dataset;
import client.model.DatasetCreate;
import client.model.DatasetKind;
import client.model.DatasetReference;
import client.model.Endpoint;
import client.model.EndpointCreate;
import client.model.EntityFile;
import client.model.Evaluation;
import client.model.EvaluationCreate;
import client.model.ModelCopyRequest;
import client.model.ModelReference;
import client.model.Project;
import client.model.ProjectCreate;
import client.model.ProjectReference;
import client.model.ProjectUpdate;
import client.model.Status;
import client.model.Transcription;
import client.model.TranscriptionCreate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What somebody would write against a client that a generator has made: a whole life cycle. */
public final class LifeCycle {
  private static final String LOCALE = "en-US";

  private final String key;
  private final ProjectsApi projects;
  private final DatasetsApi datasets;
  private final ModelsApi models;
  private final EvaluationsApi evaluations;
  private final EndpointsApi endpoints;
  private final TranscriptionsApi transcriptions;

  private LifeCycle(String base, String key) {
    ApiClient client = client(base, key);
    this.key = key;
    projects = new ProjectsApi(client);
    datasets = new DatasetsApi(client);
    models = new ModelsApi(client);
    evaluations = new EvaluationsApi(client);
    endpoints = new EndpointsApi(client);
    transcriptions = new TranscriptionsApi(client);
  }

  private static ApiClient client(String base, String key) {
    ApiClient client = new ApiClient();
    client.setBasePath(base);
    client.addDefaultHeader("Ocp-Apim-Subscription-Key", key);
    return client;
  }

  /**
   * Walks through it.
   *
   * @param base address of the API
   * @param key of an administrator
   * @param target key of the organization that gets a copy
   * @param archive recordings with their transcripts
   * @param text that a model learns from
   * @param audio one recording
   * @return what was seen on the way: figures and texts that the caller looks at
   */
  public static List<String> walk(
      String base, String key, String target, Path archive, Path text, Path audio)
      throws Exception {
    return new LifeCycle(base, key).walk(new ModelsApi(client(base, target)), target, archive, text, audio);
  }

  private List<String> walk(
      ModelsApi others, String target, Path archive, Path text, Path audio) throws Exception {
    List<String> seen = new ArrayList<>();
    Project project =
        projects.projectsCreate(new ProjectCreate().displayName("Gates").locale(LOCALE));
    UUID projectId = id(project.getSelf());
    projects.projectsUpdate(projectId, new ProjectUpdate().description("north and south"));
    ProjectReference in = new ProjectReference().self(project.getSelf());
    Dataset recordings = upload("Recordings", DatasetKind.ACOUSTIC, archive, in);
    Dataset sentences = upload("Sentences", DatasetKind.LANGUAGE, text, in);
    seen.add("datasets " + projects.projectsListDatasets(projectId, null, null, null).getValues().size());

    CustomModel model =
        models.modelsCreate(
            new CustomModelCreate()
                .displayName("Gates 1")
                .locale(LOCALE)
                .project(in)
                .datasets(List.of(new DatasetReference().self(sentences.getSelf()))));
    UUID modelId = id(model.getSelf());
    model =
        ended(
            () -> models.modelsGetCustomModel(modelId), CustomModel::getStatus);
    seen.add("model " + model.getStatus().getValue());
    seen.add("manifest " + !models.modelsGetCustomModelManifest(modelId, null).getModelFiles().isEmpty());
    BaseModel base = models.modelsGetBaseModel(id(model.getBaseModel().getSelf()));

    Evaluation evaluation =
        evaluations.evaluationsCreate(
            new EvaluationCreate()
                .displayName("Base and gates")
                .locale(LOCALE)
                .project(in)
                .model1(new ModelReference().self(base.getSelf()))
                .model2(new ModelReference().self(model.getSelf()))
                .dataset(new DatasetReference().self(recordings.getSelf())));
    UUID evaluationId = id(evaluation.getSelf());
    evaluation = ended(() -> evaluations.evaluationsGet(evaluationId), Evaluation::getStatus);
    seen.add("evaluation " + evaluation.getStatus().getValue() + " " + evaluation.getProperties().getWordCount2());

    Endpoint endpoint =
        endpoints.endpointsCreate(
            new EndpointCreate()
                .displayName("North gate")
                .locale(LOCALE)
                .project(in)
                .model(new ModelReference().self(model.getSelf())));
    UUID endpointId = id(endpoint.getSelf());
    endpoint = ended(() -> endpoints.endpointsGet(endpointId), Endpoint::getStatus);
    seen.add("heard " + recognised(endpoint.getLinks().getRestConversation(), audio));

    Transcription transcription =
        transcriptions.transcriptionsCreate(
            new TranscriptionCreate()
                .displayName("Calls")
                .locale(LOCALE)
                .project(in)
                .model(new ModelReference().self(model.getSelf()))
                .dataset(new DatasetReference().self(recordings.getSelf())));
    UUID transcriptionId = id(transcription.getSelf());
    transcription =
        ended(() -> transcriptions.transcriptionsGet(transcriptionId), Transcription::getStatus);
    List<EntityFile> files =
        transcriptions.transcriptionsListFiles(transcriptionId, null, null, null, null).getValues();
    for (EntityFile file : files) {
      seen.add("file " + file.getKind().getValue() + " " + fetched(file.getLinks().getContentUrl()));
    }

    CustomModel copy =
        models.modelsCopy(
            modelId, new ModelCopyRequest().targetSubscriptionKey(target));
    UUID copyId = id(copy.getSelf());
    copy = ended(() -> others.modelsGetCustomModel(copyId), CustomModel::getStatus);
    seen.add("copy " + copy.getStatus().getValue());

    transcriptions.transcriptionsDelete(transcriptionId);
    endpoints.endpointsDelete(endpointId);
    evaluations.evaluationsDelete(evaluationId);
    others.modelsDelete(copyId);
    models.modelsDelete(modelId);
    datasets.datasetsDelete(id(recordings.getSelf()));
    datasets.datasetsDelete(id(sentences.getSelf()));
    projects.projectsDelete(projectId);
    try {
      projects.projectsGet(projectId);
      seen.add("still there");
    } catch (ApiException gone) {
      seen.add("gone " + gone.getCode());
    }
    return seen;
  }

  /** In blocks of a third of the file. */
  private Dataset upload(String name, DatasetKind kind, Path file, ProjectReference in)
      throws Exception {
    Dataset made =
        datasets.datasetsCreate(
            new DatasetCreate().displayName(name).locale(LOCALE).kind(kind).project(in));
    UUID id = id(made.getSelf());
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length / 3 + 1;
    List<CommitBlocksEntry> blocks = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += length) {
      String block =
          Base64.getEncoder()
              .encodeToString("%04d".formatted(blocks.size()).getBytes(StandardCharsets.US_ASCII));
      Path part = Files.createTempFile(file.getParent(), "block", ".bin");
      Files.write(part, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + length)));
      datasets.datasetsUploadBlock(id, block, part.toFile());
      blocks.add(new CommitBlocksEntry().kind(BlockKind.LATEST).id(block));
    }
    datasets.datasetsCommitBlocks(id, blocks);
    return ended(() -> datasets.datasetsGet(id), Dataset::getStatus);
  }

  private String recognised(URI place, Path audio) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(place)
            .header("Ocp-Apim-Subscription-Key", key)
            .header("Content-Type", "audio/wav")
            .POST(BodyPublishers.ofFile(audio))
            .build();
    return sent(request);
  }

  private static String fetched(URI place) throws IOException, InterruptedException {
    return sent(HttpRequest.newBuilder(place).build());
  }

  private static String sent(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    return answer.statusCode() + " " + answer.body();
  }

  private static UUID id(URI self) {
    String path = self.getPath();
    return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
  }

  private interface Ask<T> {
    T get() throws ApiException;
  }

  private interface Stage<T> {
    Status of(T entity);
  }

  private static <T> T ended(Ask<T> ask, Stage<T> stage) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    for (T now = ask.get(); ; now = ask.get()) {
      Status status = stage.of(now);
      if (status == Status.SUCCEEDED || status == Status.FAILED) {
        return now;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("does not end: " + now);
      }
      TimeUnit.MILLISECONDS.sleep(300);
    }
  }
}
