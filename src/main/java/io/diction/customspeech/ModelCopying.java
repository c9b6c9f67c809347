package io.diction.customspeech;

import io.diction.api.model.CopyReceivers;
import io.diction.custommodel.ModelName;
import io.diction.identity.SignedIn;
import io.diction.modelcopy.CopyAuthorizations.Leave;
import io.diction.modelcopy.ModelCopies;
import io.diction.modelcopy.ModelCopy;
import io.diction.project.MemberKind;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.project.ProjectText;
import io.diction.project.Projects;
import io.diction.web.Failure;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Copies of models into a project, or into another organization that allows it. */
@Service
class ModelCopying {
  private final Connections connections;
  private final ModelCopies copies;
  private final CopyReceivers receivers;
  private final Projects projects;
  private final ProjectMembers members;

  ModelCopying(
      Connections connections,
      ModelCopies copies,
      CopyReceivers receivers,
      Projects projects,
      ProjectMembers members) {
    this.connections = connections;
    this.copies = copies;
    this.receivers = receivers;
    this.projects = projects;
    this.members = members;
  }

  /** What is wrong with a form, and with which part of it. */
  static final class Misfit extends RuntimeException {
    private final String field;
    private final transient Refusal refusal;

    Misfit(String field, Refusal refusal) {
      super(refusal.getMessage(), null, false, false);
      this.field = field;
      this.refusal = refusal;
    }

    String field() {
      return field;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  /** A model that is made, for those who may copy it. */
  @Transactional(readOnly = true)
  public SpeechMember require(UUID model, SignedIn who) {
    SpeechMember found = connections.get(SpeechTab.MODELS, model, who);
    who.requireAdmin();
    if (!found.isDone()) {
      throw new WrongState("customspeech.copy.unmade", found.name());
    }
    return found;
  }

  /**
   * Begins a copy. Refused, nothing has changed.
   *
   * @throws Misfit for a part of the form
   */
  @Transactional
  public UUID begin(UUID model, CopyForm form, SignedIn who) {
    SpeechMember source = require(model, who);
    fits("name", () -> new ModelName(form.name()));
    Leave leave = leave(form, who);
    SignedIn receiver = leave.receiver();
    Optional<ProjectId> project = project(source, form, receiver);
    UUID copy = copies.copy(model, form.name(), receiver, who).id();
    project.ifPresent(id -> members.connect(id, MemberKind.MODEL, copy, source.locale(), receiver));
    receivers.place(leave, copy, source.locale());
    return copy;
  }

  private Leave leave(CopyForm form, SignedIn who) {
    return switch (form.organization()) {
      case CopyForm.OWN -> new Leave(who, null);
      case CopyForm.KEY -> {
        SignedIn holder =
            receivers
                .byKey(form.key())
                .orElseThrow(() -> misfit(CopyForm.KEY, "customspeech.copy.key.unknown"));
        if (!holder.role().isAdmin()) {
          throw misfit(CopyForm.KEY, "customspeech.copy.key.role");
        }
        yield new Leave(holder, null);
      }
      case CopyForm.AUTHORIZATION ->
          receivers
              .byAuthorization(form.authorization(), who)
              .orElseThrow(
                  () -> misfit(CopyForm.AUTHORIZATION, "customspeech.copy.authorization.unknown"));
      default -> throw misfit("organization", "customspeech.copy.organization.required");
    };
  }

  /** An authorization names its project itself, or none: it is no leave to make one there. */
  private Optional<ProjectId> project(SpeechMember source, CopyForm form, SignedIn receiver) {
    boolean own = form.organization().equals(CopyForm.OWN);
    if (form.organization().equals(CopyForm.AUTHORIZATION)
        || (own && form.project().isEmpty())
        || (!own && form.projectName().isEmpty())) {
      return Optional.empty();
    }
    if (own && !form.project().equals(CopyForm.NEW)) {
      return Optional.of(known(form.project(), source.locale(), receiver));
    }
    fits("projectName", () -> new ProjectText(form.projectName(), null));
    return Optional.of(
        projects.create(new ProjectText(form.projectName(), null), source.locale(), receiver).id());
  }

  private ProjectId known(String id, String locale, SignedIn receiver) {
    try {
      return projects
          .find(ProjectId.of(id), receiver)
          .filter(project -> project.locale().equals(locale))
          .orElseThrow(() -> misfit("project", "customspeech.copy.project.unknown"))
          .id();
    } catch (IllegalArgumentException malformed) {
      throw misfit("project", "customspeech.copy.project.unknown");
    }
  }

  private static void fits(String field, Runnable reading) {
    Refusal.of(reading)
        .ifPresent(
            refusal -> {
              throw new Misfit(field, refusal);
            });
  }

  private static Misfit misfit(String field, String messageKey) {
    return new Misfit(field, new Invalid(messageKey));
  }

  /**
   * How far a copy is.
   *
   * @param own whether it stays in the organization that asked for it
   * @param free whether it is in no project
   */
  record Progress(ModelCopy copy, double fraction, boolean own, boolean free) {
    public int percent() {
      return (int) Math.floor(fraction * 100);
    }

    public boolean isUnderWay() {
      return copy.state().isUnderWay();
    }

    /** Why it failed; null unless it did. */
    public @Nullable Failure failure() {
      return Failure.of(copy.errorCode(), copy.errorText());
    }
  }

  @Transactional(readOnly = true)
  public Progress progress(UUID id, SignedIn who) {
    ModelCopy copy = copies.find(id, who).orElseThrow(NotFound::new);
    return new Progress(
        copy,
        copies.progress(copy),
        copy.target().equals(who.organization()),
        members.find(MemberKind.MODEL, id, who.organization()).isEmpty());
  }
}
