package io.diction.modelcopy;

import io.diction.custommodel.VersionId;
import io.diction.custommodel.VersionUse;
import org.springframework.stereotype.Component;

/** Versions on their way to elsewhere. */
@Component
class CopiedVersions implements VersionUse {
  private final CopyRows rows;

  CopiedVersions(CopyRows rows) {
    this.rows = rows;
  }

  @Override
  public boolean isUsed(VersionId version) {
    return rows.isUnderWay(version);
  }

  @Override
  public boolean holdsModel() {
    return true;
  }
}
