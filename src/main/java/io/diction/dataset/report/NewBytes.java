package io.diction.dataset.report;

import io.diction.dataset.PlanRoom;
import io.diction.identity.OrganizationId;
import io.diction.storage.Blob;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/** Stores bytes that are to take the place of others, as far as plan and disk have room. */
@Component
class NewBytes {
  private final PlanRoom plan;
  private final Blobs blobs;

  NewBytes(PlanRoom plan, Blobs blobs) {
    this.plan = plan;
    this.blobs = blobs;
  }

  Blob store(OrganizationId organization, InputStream bytes, long largest) throws IOException {
    long left = Math.max(0, plan.leftBytes(organization));
    try {
      return blobs.store(organization, bytes, Math.min(largest, left));
    } catch (BlobTooLarge tooLarge) {
      throw new LimitReached(left < largest ? ErrorCode.STORAGE_LIMIT : ErrorCode.FILE_TOO_LARGE);
    } catch (StorageFull full) {
      throw new LimitReached(ErrorCode.STORAGE_FULL);
    }
  }
}
