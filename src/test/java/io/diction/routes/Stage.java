package io.diction.routes;

import io.diction.account.factor.SecondFactor;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Permission;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetFixtures;
import io.diction.dataset.DatasetId;
import io.diction.dataset.clip.ClipFixtures;
import io.diction.dataset.contribution.ContributionFixtures;
import io.diction.dataset.dry.DryRunFixtures;
import io.diction.evaluation.EvaluationFixtures;
import io.diction.evaluation.guard.GuardSets;
import io.diction.evaluation.worth.Worths;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.modelcopy.CopyAuthorizations;
import io.diction.modelcopy.ModelCopies;
import io.diction.modelfile.ModelFileFixtures;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.key.ApiKeyForm;
import io.diction.organization.key.ApiKeys;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.InviteForm;
import io.diction.project.MemberKind;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.project.ProjectText;
import io.diction.project.Projects;
import io.diction.testing.HttpBrowser;
import io.diction.training.Training;
import io.diction.transcription.SessionFixtures;
import io.diction.transcription.teaching.TeachingFixtures;
import io.diction.vocabulary.VocabularyTerms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * An organization and everybody who might call: its people, its reseller, others, and those whom a
 * model is shared with. Scenes are set up in the name of its {@code user}.
 */
final class Stage {
  /** What scenes are made of. */
  record Props(
      OrganizationFixtures people,
      CustomModelFixtures models,
      ModelFileFixtures files,
      DatasetFixtures datasets,
      DryRunFixtures dryRuns,
      ClipFixtures clips,
      ContributionFixtures contributions,
      SessionFixtures sessions,
      TeachingFixtures teaching,
      EvaluationFixtures tests,
      GuardSets guards,
      Worths worths,
      VocabularyTerms terms,
      Training training,
      BaseModels baseModels,
      Invitations invitations,
      ApiKeys keys,
      Jobs jobs,
      SecondFactor secondFactor,
      Projects projects,
      ProjectMembers members,
      Versions versions,
      ModelCopies copies,
      CopyAuthorizations authorizations,
      ResourceUrlProvider resources) {}

  private static final String STYLES = "/css/diction.css";

  private final Props props;
  private final int port;
  private final OrganizationId organization;
  private final Map<String, SignedIn> people = new HashMap<>();
  private final Map<String, HttpBrowser> browsers = new LinkedHashMap<>();
  private boolean guarded;

  Stage(Props props, int port) {
    this.props = props;
    this.port = port;
    SignedIn reseller = props.people().user(Role.RESELLER);
    people.put("parent", reseller);
    organization = props.people().organization(reseller.organization(), Limits.NONE);
  }

  /** An upload of the user's by the tus protocol. */
  private UUID begun(CustomModelId model, boolean whole) {
    String path = "/custom-models/" + model + "/datasets/tus";
    HttpBrowser browser = browser("user");
    String place =
        browser
            .send("POST", path, Parcels.body("creation", Map.of()), Parcels.headers("creation"))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    if (whole) {
      browser.send("PATCH", place, Parcels.body("bytes", Map.of()), Parcels.headers("bytes"));
    }
    return UUID.fromString(place.substring(path.length() + 1));
  }

  /** A dataset of a model that holds a clip out. */
  private UUID testData(CustomModelId model) {
    UUID dataset = props.datasets().mendable(model, person("user"), UUID.randomUUID());
    props.clips().add(dataset);
    props.clips().ready(dataset);
    return dataset;
  }

  /** Work on a version that its page asks for. */
  private void begin(CustomModelId model, UUID version, String work) {
    String page = "/custom-models/" + model + "/versions/" + version;
    browser("orgadmin").submit(page, page + "/" + work, Map.of());
  }

  private UUID guard(CustomModelId model) {
    try {
      List<DatasetId> data = List.of(new DatasetId(testData(model)));
      guarded = true;
      return props.guards().make(model, "", data, person("orgadmin")).id();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody's browser, signed in at the first call. */
  HttpBrowser browser(String actor) {
    return browsers.computeIfAbsent(actor, this::enter);
  }

  private HttpBrowser enter(String actor) {
    HttpBrowser browser = new HttpBrowser(port);
    if (actor.equals("nobody")) {
      browser.get("/sign-in");
      return browser;
    }
    SignedIn who = person(actor);
    if (actor.equals("half")) {
      props.people().askForSecondFactor(who);
    }
    browser.signIn(OrganizationFixtures.email(who.user()), OrganizationFixtures.PASSWORD);
    // A page with a form, whose token later calls send.
    browser.get(actor.equals("half") ? "/sign-in/code" : "/account");
    switch (actor) {
      case "suspended" -> props.people().deactivate(who);
      case "closed" -> props.people().suspend(who.organization());
      default -> {
        // Stays welcome.
      }
    }
    return browser;
  }

  private SignedIn person(String actor) {
    return people.computeIfAbsent(
        actor,
        name ->
            switch (name) {
              case "user" -> props.people().user(organization, Role.USER);
              case "orgadmin", "suspended", "half" ->
                  props.people().user(organization, Role.ORGADMIN);
              case "reseller" -> props.people().user(organization, Role.RESELLER);
              case "sysop" -> props.people().user(organization, Role.SYSOP);
              case "outsider" -> props.people().user(Role.USER);
              case "outadmin", "closed", "view", "use", "contribute" ->
                  props.people().user(Role.ORGADMIN);
              case "outsysop" -> props.people().user(Role.SYSOP);
              default -> throw new IllegalArgumentException("nobody is called " + name);
            });
  }

  /**
   * Prepares what a row calls; returns the values of its placeholders. A new scene is a new case
   * here; a model it makes goes through {@link #shared}.
   */
  Map<String, String> set(String scene) {
    SignedIn user = person("user");
    CustomModelFixtures models = props.models();
    if (guarded) {
      // Only scenes of its own are held to a guard set.
      props.guards().choose("en-US", null, 2, person("orgadmin"));
      guarded = false;
    }
    return switch (scene) {
      case "-" -> Map.of();
      case "model" -> Map.of("id", shared(models.fed(user, "Court")).toString());
      case "trainable" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        props.datasets().ready(id, user);
        yield model(id, "base", base());
      }
      case "training" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        props.datasets().ready(id, user);
        UUID run = props.training().start(id, base(), user).value();
        yield model(id, "run", run);
      }
      case "sharing" -> {
        CustomModelId id = shared(models.trained(user, "Court"));
        OrganizationId customer = props.people().organization(organization, Limits.NONE);
        models.share(id, customer, Permission.USE);
        yield model(id, "organization", customer.value());
      }
      case "recipient" -> {
        CustomModelId id = shared(models.trained(user, "Court"));
        OrganizationId customer = props.people().organization(organization, Limits.NONE);
        yield Map.of("id", customer.toString(), "model", id.toString());
      }
      case "offered" -> {
        CustomModelId id = models.trained(user, "Court");
        var unused = shared(id);
        UUID newer = models.retrain(id, user, CustomModelFixtures.BETTER).id().value();
        models.accept(id, newer, person("orgadmin"));
        yield model(id, "version", newer);
      }
      case "contribution" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        yield model(id, "contribution", props.contributions().waiting(id, person("contribute")));
      }
      case "operation" -> Map.of("operation", "Projects_Create");
      case "unknown" -> Map.of("id", UUID.randomUUID().toString());
      case "term" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        props.terms().add(id, "Lakeside", "", "", 1, user);
        yield model(id, "term", props.terms().all(user.organization(), id).get(0).id());
      }
      case "dataset" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        yield model(id, "dataset", props.datasets().ready(id, user));
      }
      case "tus", "whole" -> {
        CustomModelId id = shared(models.fed(user, "Court"));
        yield model(id, "upload", begun(id, scene.equals("whole")));
      }
      case "review" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        yield model(id, "dataset", props.datasets().needsReview(id, user));
      }
      case "mendable" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        UUID deed = UUID.randomUUID();
        UUID dataset = props.datasets().mendable(id, user, deed);
        props.terms().add(id, "Lakeside", "", "", 1, user);
        yield Map.of(
            "id", id.toString(),
            "dataset", dataset.toString(),
            "number", "1",
            "deed", deed.toString(),
            "version", props.datasets().version(dataset, id, user));
      }
      case "clips" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        UUID dataset = props.datasets().mendable(id, user, UUID.randomUUID());
        props.clips().add(dataset);
        yield Map.of("id", id.toString(), "dataset", dataset.toString(), "number", "1");
      }
      case "dry-run" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        yield Map.of(
            "id", id.toString(),
            "report", props.dryRuns().report(id, user).toString(),
            "format", "csv");
      }
      case "version" -> {
        CustomModelId id = shared(models.trained(user, "Court"));
        UUID newer = models.retrain(id, user, CustomModelFixtures.BETTER).id().value();
        yield model(id, "version", newer);
      }
      case "exportable" -> {
        ModelVersion version = props.files().trained(user, "Court");
        yield model(shared(version.model()), "version", version.id().value());
      }
      case "arrived" -> Map.of("file", props.files().returned(user).toString());
      case "session", "shown-session", "corrected" -> {
        UUID session =
            switch (scene) {
              case "corrected" -> props.sessions().corrected(user);
              case "shown-session" -> props.sessions().shown(user);
              default -> props.sessions().finished(user);
            };
        yield Map.of("id", session.toString(), "format", "txt", "number", "1");
      }
      case "batch" -> Map.of("batch", props.sessions().batch(user).toString());
      case "sent-session" -> Map.of("id", props.teaching().sent(user).toString());
      case "queued-session" -> Map.of("id", props.sessions().queued(user).toString());
      case "test", "queued-test" -> {
        CustomModelId id = shared(models.trained(user, "Court"));
        UUID run =
            scene.equals("test")
                ? props.tests().finished(id, user)
                : props.tests().queued(id, user);
        yield Map.of(
            "id", id.toString(), "run", run.toString(), "number", "1", "file", "results.csv");
      }
      case "recorded-version", "reproducing" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        props.datasets().ready(id, user);
        props.training().start(id, base(), user);
        UUID version = models.finish(id, user, CustomModelFixtures.BETTER).id().value();
        if (scene.equals("reproducing")) {
          begin(id, version, "reproduce");
        }
        yield model(id, "version", version);
      }
      case "guardable" -> {
        CustomModelId id = shared(models.trained(user, "Court"));
        yield model(id, "dataset", testData(id));
      }
      case "guard", "guarded-version", "guard-queued" -> {
        CustomModelId id = shared(models.trained(user, "Court"));
        UUID set = guard(id);
        UUID newer = models.retrain(id, user, CustomModelFixtures.BETTER).id().value();
        if (scene.equals("guard-queued")) {
          begin(id, newer, "guard");
        }
        yield Map.of("id", id.toString(), "set", set.toString(), "version", newer.toString());
      }
      case "worthy", "worth-queued" -> {
        CustomModelId id = shared(models.model(user, "Court"));
        props.datasets().ready(id, user);
        props.datasets().ready(id, user);
        var unused = testData(id);
        props.training().start(id, base(), user);
        VersionId version = models.finish(id, user, CustomModelFixtures.BETTER).id();
        if (scene.equals("worth-queued")) {
          props.worths().begin(id, version, true, person("orgadmin"));
        }
        yield model(id, "version", version.value());
      }
      case "testable" -> model(shared(models.trained(user, "Court")), "base", base());
      case "member" ->
          Map.of(
              "email",
              OrganizationFixtures.email(props.people().user(organization, Role.USER).user()));
      case "colleague" ->
          Map.of(
              "id",
              props.people().user(organization, Role.USER).user().toString(),
              "deed",
              "sign-out");
      case "invitation" -> {
        InviteForm form = new InviteForm("new@join.example", "New", Role.USER);
        SignedIn admin = props.people().user(organization, Role.ORGADMIN);
        String token = props.invitations().invite(admin, organization, form);
        yield Map.of("id", props.invitations().findOpen(token).orElseThrow().id().toString());
      }
      case "key" -> {
        SignedIn admin = props.people().user(organization, Role.ORGADMIN);
        String key = props.keys().create(admin, new ApiKeyForm("Import", Role.USER, null));
        yield Map.of("id", props.keys().verify(key).orElseThrow().key().toString());
      }
      case "project", "project-member" -> {
        SignedIn admin = person("orgadmin");
        ProjectId id =
            props.projects().create(new ProjectText("Cardiology", "Wards"), "en-US", admin).id();
        CustomModelId fed = models.model(user, "Court");
        UUID dataset = props.datasets().ready(fed, user);
        if (scene.equals("project-member")) {
          props.members().connect(id, MemberKind.DATASET, dataset, "en-US", user);
        }
        yield Map.of(
            "id", id.toString(),
            "tab", "datasets",
            "member", dataset.toString(),
            "base", base().toString());
      }
      case "project-model" -> {
        SignedIn admin = person("orgadmin");
        UUID job = props.versions().list(models.trained(user, "Court"), user).get(0).job();
        yield Map.of(
            "model", job.toString(),
            "copy", props.copies().copy(job, "Copy", admin, admin).id().toString());
      }
      case "copy-authorization" -> {
        SignedIn admin = person("orgadmin");
        var unused = props.authorizations().give(organization, admin).orElseThrow();
        yield Map.of(
            "source",
            "org-" + organization,
            "handle",
            props.authorizations().list(admin).get(0).handle().toString());
      }
      case "customer" -> Map.of("id", organization.toString());
      case "tenant" -> Map.of("id", props.people().organization().toString(), "deed", "suspend");
      case "base" -> Map.of("id", base().toString());
      case "job" -> {
        UUID session = props.sessions().queued(user);
        UUID job = props.jobs().latest(organization, "transcription", session).orElseThrow().id();
        yield Map.of("id", job.toString(), "deed", "cancel");
      }
      case "styles" -> Map.of("rest", "diction.css", "name", hashed(STYLES));
      case "script" -> Map.of("rest", "dialog.js", "name", hashed("/js/dialog.js"));
      case "image" -> Map.of("rest", "mark.svg", "name", hashed("/images/mark.svg"));
      case "webjar" -> {
        String[] parts = address("/webjars/bootstrap/css/bootstrap.min.css").split("/");
        yield Map.of(
            "rest", "bootstrap/css/bootstrap.min.css",
            "jar", parts[2],
            "version", parts[3],
            "folder", parts[4],
            "name", parts[5]);
      }
      case "nobodys" -> Map.of("token", "nobodys", "handle", "nobodys");
      case "recovery" -> {
        SignedIn half = props.people().askForSecondFactor(person("half"));
        yield Map.of("code", props.secondFactor().renewRecoveryCodes(half).get(0));
      }
      case "missing" -> Map.of("rest", "no-such-page");
      default -> throw new IllegalArgumentException("no scene is called " + scene);
    };
  }

  private static Map<String, String> model(CustomModelId id, String name, UUID value) {
    return Map.of("id", id.toString(), name, value.toString());
  }

  private CustomModelId shared(CustomModelId id) {
    for (Permission permission : List.of(Permission.VIEW, Permission.USE, Permission.CONTRIBUTE)) {
      SignedIn with = person(permission.name().toLowerCase(Locale.ROOT));
      props.models().share(id, with.organization(), permission);
    }
    return id;
  }

  private UUID base() {
    return props.baseModels().trainable("en-US").get(0).id().value();
  }

  private String hashed(String path) {
    String address = address(path);
    return address.substring(address.lastIndexOf('/') + 1);
  }

  /** As pages name a file. */
  private String address(String path) {
    String address = props.resources().getForLookupPath(path);
    if (address == null) {
      throw new IllegalStateException("no such file: " + path);
    }
    return address;
  }
}
