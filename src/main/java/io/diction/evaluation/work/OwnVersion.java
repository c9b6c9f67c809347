package io.diction.evaluation.work;

import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.jobs.JobFailure;
import io.diction.web.ErrorCode;

/** A version and its model, of one's own. */
public record OwnVersion(ModelView model, ModelVersion version) {
  /** As logs and lists call it. */
  public String name() {
    return model.name() + " #" + version.number();
  }

  /**
   * What other data makes says nothing of the version.
   *
   * @throws JobFailure when data or vocabulary have changed since it was trained
   */
  public void requireSameData() {
    if (model.dataRevision() != version.dataRevision()) {
      throw new JobFailure(ErrorCode.CONFLICT.code(), "");
    }
  }
}
