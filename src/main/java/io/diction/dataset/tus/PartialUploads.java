package io.diction.dataset.tus;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import me.desair.tus.server.TusFileUploadService;
import me.desair.tus.server.exception.TusException;
import me.desair.tus.server.upload.UploadId;
import me.desair.tus.server.upload.UploadInfo;
import me.desair.tus.server.upload.UploadType;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Uploads on their way. Each belongs to a user and a model; to everybody else it does not exist.
 * What the plan and the disk have room for is asked before the first byte.
 */
@Service
public class PartialUploads {
  /** Uploads of one organization at a time: each is a folder with two files. */
  private static final int MOST = 50_000;

  private final TusFileUploadService protocol;
  private final PartialFiles files;
  private final PartialRows rows;
  private final ModelData models;
  private final Organizations organizations;
  private final Blobs blobs;
  private final LargestFile largest;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PartialUploads(
      TusFileUploadService protocol,
      PartialFiles files,
      PartialRows rows,
      ModelData models,
      Organizations organizations,
      Blobs blobs,
      LargestFile largest,
      TransactionTemplate transaction,
      Clock clock) {
    this.protocol = protocol;
    this.files = files;
    this.rows = rows;
    this.models = models;
    this.organizations = organizations;
    this.blobs = blobs;
    this.largest = largest;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Takes files that are there whole. */
  public interface Receiver {
    /**
     * @param name as the client says, not to be trusted
     */
    void file(String name, Path file) throws IOException;

    /** A file that was sent in parts. */
    void joined(String name, long bytes, InputStream stream) throws IOException;
  }

  /** Answers what concerns no upload in particular. */
  void describe(HttpServletRequest request, HttpServletResponse response) throws IOException {
    protocol.process(
        new Asked(request, HttpMethod.OPTIONS), new Asked.Answer(response), "nobody's");
  }

  void create(
      CustomModelId model, SignedIn who, HttpServletRequest request, HttpServletResponse response) {
    Creation creation = Creation.of(request);
    if (creation.bytes() > largest.size().toBytes()) {
      throw new LimitReached(ErrorCode.FILE_TOO_LARGE);
    }
    transaction.executeWithoutResult(
        status -> {
          models.requireEditable(model, who);
          requireRoom(who.organization(), creation.bytes());
          requireParts(creation, model, who);
          process(HttpMethod.POST, model, who, request, response);
          String place = response.getHeader("Location");
          if (response.getStatus() == HttpStatus.CREATED.value() && place != null) {
            UUID id = UUID.fromString(place.substring(place.lastIndexOf('/') + 1));
            rows.add(id, model, who, creation.bytes(), clock.instant());
          }
        });
  }

  /** Begun uploads count as if they were there, or many together would pass one by one. */
  private void requireRoom(OrganizationId organization, long bytes) {
    organizations.lock(organization);
    long room = organizations.get(organization).limits().maxStorageBytes();
    if (bytes > room - blobs.usedBytes(organization) - rows.promisedBytes(organization)) {
      throw new LimitReached(ErrorCode.STORAGE_LIMIT);
    }
    if (rows.count(organization) >= MOST) {
      throw new LimitReached(ErrorCode.TOO_MANY_FILES, MOST);
    }
    try {
      blobs.requireRoom(files.folder(), bytes);
    } catch (StorageFull full) {
      throw new LimitReached(ErrorCode.STORAGE_FULL);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot look at the disk of partial uploads", problem);
    }
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
    if (rows.promisedBytes(parts) > largest.size().toBytes()) {
      throw new LimitReached(ErrorCode.FILE_TOO_LARGE);
    }
    for (UUID part : parts) {
      UploadInfo info = known(part, model, who);
      if (info.getUploadType() != UploadType.PARTIAL) {
        throw new Invalid(ErrorCode.BAD_REQUEST);
      }
    }
  }

  /** Asks, goes on or ends an upload. */
  void handle(
      HttpMethod method,
      CustomModelId model,
      UUID id,
      SignedIn who,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (rows.own(model, who, List.of(id)).isEmpty()) {
      throw new NotFound();
    }
    if (method == HttpMethod.PATCH) {
      models.requireEditable(model, who);
    }
    try (FileChannel lock = files.tryLock(id).orElse(null)) {
      if (lock == null) {
        // The connection before this one is not known to be broken yet: the client tries again.
        response.setStatus(HttpStatus.LOCKED.value());
        return;
      }
      if (method == HttpMethod.DELETE) {
        rows.remove(List.of(id));
      }
      process(method, model, who, request, response);
    } catch (NoSuchFileException gone) {
      throw new NotFound();
    }
  }

  private void process(
      HttpMethod method,
      CustomModelId model,
      SignedIn who,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      protocol.process(new Asked(request, method), new Asked.Answer(response), owner(model, who));
    } catch (StorageFull full) {
      throw new LimitReached(ErrorCode.STORAGE_FULL);
    } catch (IOException problem) {
      if (String.valueOf(problem.getMessage()).contains("No space left")) {
        throw new LimitReached(ErrorCode.STORAGE_FULL);
      }
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * Hands over uploads that are there whole, in this order.
   *
   * @return what to {@link #forget} in the transaction that made something of them
   * @throws NotFound when one is not there, or somebody else's
   * @throws WrongState when bytes are still missing
   */
  public Set<UUID> read(CustomModelId model, SignedIn who, Collection<UUID> ids, Receiver receiver)
      throws IOException {
    Set<UUID> all = new LinkedHashSet<>(ids);
    if (rows.own(model, who, all).size() < all.size()) {
      throw new NotFound();
    }
    for (UUID id : List.copyOf(all)) {
      try (FileChannel lock = files.tryLock(id).orElse(null)) {
        UploadInfo info = known(id, model, who);
        if (lock == null
            || info.isUploadInProgress()
            || info.getUploadType() == UploadType.PARTIAL) {
          throw new WrongState("dataset.tus.incomplete");
        }
        if (info.getConcatenationPartIds() == null) {
          receiver.file(info.getFileName(), files.data(id));
        } else {
          try (InputStream bytes = files.getUploadedBytes(info.getId())) {
            receiver.joined(info.getFileName(), info.getLength(), bytes);
          }
          info.getConcatenationPartIds().forEach(part -> all.add(Creation.id(part)));
        }
      } catch (NoSuchFileException | TusException gone) {
        throw new NotFound();
      }
    }
    return all;
  }

  private UploadInfo known(UUID id, CustomModelId model, SignedIn who) {
    try {
      UploadInfo info = files.getUploadInfo(new UploadId(id));
      if (info == null || !owner(model, who).equals(info.getOwnerKey())) {
        throw new NotFound();
      }
      return info;
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot read what is known of upload " + id, problem);
    }
  }

  /** What they were promised is free again; only once, so two who ask for it cannot both get it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void forget(Set<UUID> ids) {
    if (rows.remove(ids) < ids.size()) {
      throw new NotFound();
    }
  }

  /** Deletes the files of uploads that were forgotten. */
  public void discard(Set<UUID> ids) throws IOException {
    for (UUID id : ids) {
      files.remove(id);
    }
  }

  /** What these were promised, as far as they are this user's. */
  @Transactional(readOnly = true)
  public long promisedBytes(CustomModelId model, SignedIn who, Collection<UUID> ids) {
    Set<UUID> own = rows.own(model, who, ids);
    return own.isEmpty() ? 0 : rows.promisedBytes(own);
  }

  /** What uploads on their way will need. */
  @Transactional(readOnly = true)
  public long promisedBytes(OrganizationId organization) {
    return rows.promisedBytes(organization);
  }

  private static String owner(CustomModelId model, SignedIn who) {
    return who.organization() + " " + who.user() + " " + model;
  }
}
