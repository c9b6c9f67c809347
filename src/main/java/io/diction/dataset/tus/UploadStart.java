package io.diction.dataset.tus;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.dataset.tus.PartialRows.Promised;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import me.desair.tus.server.upload.UploadInfo;
import me.desair.tus.server.upload.UploadType;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins uploads: what the plan and the disk have room for is asked before the first byte. */
@Service
class UploadStart {
  private final TusProtocol protocol;
  private final PartialFiles files;
  private final PartialRows rows;
  private final ModelData models;
  private final Organizations organizations;
  private final Blobs blobs;
  private final LargestFile largest;
  private final MostUploads most;
  private final Clock clock;

  UploadStart(
      TusProtocol protocol,
      PartialFiles files,
      PartialRows rows,
      ModelData models,
      Organizations organizations,
      Blobs blobs,
      LargestFile largest,
      MostUploads most,
      Clock clock) {
    this.protocol = protocol;
    this.files = files;
    this.rows = rows;
    this.models = models;
    this.organizations = organizations;
    this.blobs = blobs;
    this.largest = largest;
    this.most = most;
    this.clock = clock;
  }

  @Transactional
  public void create(
      CustomModelId model, SignedIn who, HttpServletRequest request, HttpServletResponse response) {
    Creation creation = Creation.of(request);
    if (creation.wholeBytes() > largest.size().toBytes()) {
      throw new LimitReached(ErrorCode.FILE_TOO_LARGE);
    }
    models.requireEditable(model, who);
    requireRoom(who.organization(), creation);
    requireParts(creation, model, who);
    protocol.process(HttpMethod.POST, model, who, request, response);
    String place = response.getHeader("Location");
    if (response.getStatus() == HttpStatus.CREATED.value() && place != null) {
      UUID id = Creation.id(place);
      // First, as it takes what whoever cancels takes, in the same order.
      if (!creation.parts().isEmpty()) {
        rows.join(who.organization(), creation.parts(), id);
      }
      rows.add(id, model, who, creation, files.id(), clock.instant());
    }
  }

  /** Begun uploads count as if they were there, or many together would pass one by one. */
  private void requireRoom(OrganizationId organization, Creation creation) {
    organizations.lock(organization);
    Creation.Whole whole = creation.whole();
    long others = whole == null ? 0 : rows.promisedWith(organization, whole.id());
    long bytes = Math.max(creation.bytes(), creation.wholeBytes() - others);
    if (!fits(rows.promised(organization), organization, bytes)) {
      Promised promised = rows.recounted(organization);
      if (promised.uploads() >= most.count()) {
        throw LimitReached.files(most.count());
      }
      if (!fits(promised, organization, bytes)) {
        throw new LimitReached(ErrorCode.STORAGE_LIMIT);
      }
    }
    try {
      // Parts are copied once more when they are joined.
      blobs.requireRoom(files.folder(), whole == null ? bytes : bytes + creation.wholeBytes());
    } catch (StorageFull full) {
      throw new LimitReached(ErrorCode.STORAGE_FULL);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot look at the disk of partial uploads", problem);
    }
  }

  private boolean fits(Promised promised, OrganizationId organization, long bytes) {
    long room = organizations.get(organization).limits().maxStorageBytes();
    return promised.uploads() < most.count()
        && bytes <= room - blobs.usedBytes(organization) - promised.bytes();
  }

  /** Parts are sent by the same client, each once: joined files are no larger than others. */
  private void requireParts(Creation creation, CustomModelId model, SignedIn who) {
    List<UUID> parts = creation.parts();
    if (parts.isEmpty()) {
      return;
    }
    if (rows.own(model, who, parts).size() < parts.size()) {
      throw new NotFound();
    }
    if (rows.promisedBytes(who.organization(), parts) > largest.size().toBytes()) {
      throw new LimitReached(ErrorCode.FILE_TOO_LARGE);
    }
    for (UUID part : parts) {
      UploadInfo info = files.get(part, TusProtocol.owner(model, who));
      if (info.getUploadType() != UploadType.PARTIAL) {
        throw new Invalid(ErrorCode.BAD_REQUEST);
      }
    }
  }
}
