package io.diction.journeys.pages;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Permission;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetFixtures;
import io.diction.dataset.clip.ClipFixtures;
import io.diction.dataset.contribution.ContributionFixtures;
import io.diction.dataset.dry.DryRunFixtures;
import io.diction.evaluation.EvaluationFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.modelcopy.CopyAuthorizations;
import io.diction.modelcopy.ModelCopies;
import io.diction.modelfile.ModelFileFixtures;
import io.diction.organization.demo.DemoData;
import io.diction.organization.demo.DemoOrganizations;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.InviteForm;
import io.diction.project.MemberKind;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.project.ProjectText;
import io.diction.project.Projects;
import io.diction.usage.UsageFixtures;
import io.diction.vocabulary.VocabularyTerms;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds to the example data a model in every state, for {@link PortalPages}. */
@TestComponent
@Order(Ordered.LOWEST_PRECEDENCE)
public class PortalStates implements DemoData {
  private final ObjectProvider<CustomModelFixtures> fixtures;
  private final ObjectProvider<ModelFileFixtures> files;
  private final ObjectProvider<DatasetFixtures> datasets;
  private final ObjectProvider<DryRunFixtures> dryRuns;
  private final ObjectProvider<ClipFixtures> clips;
  private final ObjectProvider<EvaluationFixtures> tests;
  private final ObjectProvider<ContributionFixtures> contributions;
  private final ObjectProvider<UsageFixtures> use;
  private final ObjectProvider<Invitations> invitations;
  private final ObjectProvider<VocabularyTerms> terms;
  private final ObjectProvider<Versions> versions;
  private final ObjectProvider<Projects> projects;
  private final ObjectProvider<ProjectMembers> members;
  private final ObjectProvider<ModelCopies> copies;
  private final ObjectProvider<CopyAuthorizations> authorizations;
  private final JdbcClient jdbc;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  PortalStates(
      ObjectProvider<CustomModelFixtures> fixtures,
      ObjectProvider<ModelFileFixtures> files,
      ObjectProvider<DatasetFixtures> datasets,
      ObjectProvider<DryRunFixtures> dryRuns,
      ObjectProvider<ClipFixtures> clips,
      ObjectProvider<EvaluationFixtures> tests,
      ObjectProvider<ContributionFixtures> contributions,
      ObjectProvider<UsageFixtures> use,
      ObjectProvider<Invitations> invitations,
      ObjectProvider<VocabularyTerms> terms,
      ObjectProvider<Versions> versions,
      ObjectProvider<Projects> projects,
      ObjectProvider<ProjectMembers> members,
      ObjectProvider<ModelCopies> copies,
      ObjectProvider<CopyAuthorizations> authorizations,
      JdbcClient jdbc) {
    this.fixtures = fixtures;
    this.files = files;
    this.datasets = datasets;
    this.dryRuns = dryRuns;
    this.clips = clips;
    this.tests = tests;
    this.contributions = contributions;
    this.use = use;
    this.invitations = invitations;
    this.terms = terms;
    this.versions = versions;
    this.projects = projects;
    this.members = members;
    this.copies = copies;
    this.authorizations = authorizations;
    this.jdbc = jdbc;
  }

  @Override
  public void add(DemoOrganizations demo) {
    CustomModelFixtures models = fixtures.getObject();
    SignedIn admin = demo.user(demo.hospital(), Role.ORGADMIN);
    SignedIn reseller = demo.user(demo.reseller(), Role.RESELLER);
    names.put("user", demo.user(demo.hospital(), Role.USER).user().toString());
    names.put("organization", demo.hospital().toString());
    names.put(
        "welcome",
        invitations
            .getObject()
            .invite(
                admin,
                demo.hospital(),
                new InviteForm("nora@lakeside.example", "Nora Vermeulen", Role.USER)));
    names.put(
        "baseModel",
        jdbc.sql("select id from base_model limit 1").query(UUID.class).single().toString());
    put("notRunning", models.model(admin, "Pathology EN"));
    CustomModelId ready = models.fed(admin, "Radiology EN");
    put("ready", ready);
    terms.getObject().add(ready, "Oyelaran", "oh yeah la ran", "Doctor Oyelaran rang.", 2, admin);
    names.put("term", terms.getObject().all(demo.hospital(), ready).get(0).id().toString());
    put("queued", models.queued(admin, "Ward rounds EN"));
    put(
        "running",
        models.running(
            admin,
            "Cardiology and thoracic surgery dictation, Ward 7 and day clinic, with the names of"
                + " all 48 referring physicians and the pharmacy"));
    CustomModelId trained = models.trained(admin, "Discharge letters EN");
    put("trained", trained);
    names.put("test", tests.getObject().finished(trained, admin).toString());
    addProject(trained, admin);
    put("failed", models.failed(admin, "Emergency calls EN"));
    CustomModelId waiting = models.trained(admin, "Surgery EN");
    put("waiting", waiting);
    names.put("arrived", files.getObject().arrived(admin).toString());
    names.put("version", models.retrain(waiting, admin, CustomModelFixtures.WORSE).id().toString());
    CustomModelId shared = models.trained(reseller, "Northwind Medical EN");
    models.share(shared, demo.hospital(), Permission.VIEW);
    put("shared", shared);
    CustomModelId lent = models.trained(reseller, "Northwind Legal EN");
    models.share(lent, demo.hospital(), Permission.CONTRIBUTE);
    UUID newer = models.retrain(lent, reseller, CustomModelFixtures.BETTER).id().value();
    models.accept(lent, newer, reseller);
    names.put("newer", newer.toString());
    put("lent", lent);
    tests.getObject().finished(lent, reseller);
    use.getObject().transcribed(lent, admin, 204.5);
    use.getObject().transcribed(lent, demo.user(demo.hospital(), Role.USER), 12);
    names.put("offered", contributions.getObject().waiting(lent, admin).toString());
    Map<String, Object> dataset =
        jdbc.sql("select model_id, dataset_id from model_dataset limit 1").query().singleRow();
    CustomModelId mended = models.model(admin, "Oncology EN");
    put("mended", mended);
    UUID mendable = datasets.getObject().mendable(mended, admin, UUID.randomUUID());
    clips.getObject().add(mendable);
    names.put("mendable", mendable.toString());
    names.put("check", dryRuns.getObject().report(mended, admin).toString());
    put("fed", new CustomModelId((UUID) dataset.get("model_id")));
    names.put("dataset", dataset.get("dataset_id").toString());
  }

  /** With a model in it, which is copied. */
  private void addProject(CustomModelId model, SignedIn admin) {
    ProjectId project =
        projects
            .getObject()
            .create(new ProjectText("Cardiology", "Rounds and letters"), "en-US", admin)
            .id();
    UUID job = versions.getObject().list(model, admin).get(0).job();
    members.getObject().connect(project, MemberKind.MODEL, job, "en-US", admin);
    names.put("project", project.toString());
    names.put("speechModel", job.toString());
    var unused = authorizations.getObject().give(admin.organization(), admin).orElseThrow();
    names.put("authorization", authorizations.getObject().list(admin).get(0).handle().toString());
    names.put("copy", copies.getObject().copy(job, "Copied EN", admin, admin).id().toString());
  }

  private void put(String state, CustomModelId model) {
    names.put(state, model.toString());
  }

  /** Tells of something that was made by hand. */
  public void put(String name, String value) {
    names.put(name, value);
  }

  /** The path with what stands for its {@code {…}}. */
  public String fill(String path) {
    String filled = path;
    for (Map.Entry<String, String> name : names.entrySet()) {
      filled = filled.replace("{" + name.getKey() + "}", name.getValue());
    }
    return filled;
  }
}
