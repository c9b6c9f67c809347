package io.diction.custommodel;

import io.diction.audit.Audit;
import io.diction.custommodel.AccessEnded.Reason;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes models out of use and brings them back: an archived one is offered to nobody and shared
 * with nobody, and keeps its data, versions and figures.
 */
@Service
public class ModelArchive {
  private final ModelStore store;
  private final ModelAccess access;
  private final JdbcClient jdbc;
  private final Audit audit;

  ModelArchive(ModelStore store, ModelAccess access, JdbcClient jdbc, Audit audit) {
    this.store = store;
    this.access = access;
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /** The model, if this user may archive it or bring it back. */
  @Transactional(readOnly = true)
  public ModelView requireArchivable(CustomModelId id, SignedIn who) {
    ModelView model = store.find(id, who.organization()).orElseThrow(NotFound::new);
    if (!who.role().isAdmin() || !model.isOwn()) {
      throw new NotAllowed("sharing.archive.refused");
    }
    return model;
  }

  /** Ends every share; sessions that run with it finish. */
  @Transactional
  public void archive(CustomModelId id, SignedIn who) {
    var unused = requireArchivable(id, who);
    CustomModel model = store.lockOwn(id, who);
    if (model.isLocked()) {
      throw new WrongState("sharing.archive.locked", model.name());
    }
    if (requireArchivable(id, who).isArchived()) {
      return;
    }
    access.endAll(id, Reason.ARCHIVED);
    set(id, store.now());
    audit.record(who, "custom-model.archive", CustomModels.AUDITED, id.value(), model.name());
  }

  /** Its shares do not come back by themselves: those who had it were told that they ended. */
  @Transactional
  public void restore(CustomModelId id, SignedIn who) {
    var unused = requireArchivable(id, who);
    CustomModel model = store.lockOwn(id, who);
    if (requireArchivable(id, who).isArchived()) {
      set(id, null);
      audit.record(who, "custom-model.restore", CustomModels.AUDITED, id.value(), model.name());
    }
  }

  private void set(CustomModelId id, @Nullable OffsetDateTime at) {
    jdbc.sql("update custom_model set archived_at = :at where id = :id")
        .param("at", at)
        .param("id", id.value())
        .update();
  }
}
