package io.diction.dataset.tus;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import me.desair.tus.server.exception.TusException;
import me.desair.tus.server.upload.UploadInfo;
import me.desair.tus.server.upload.UploadType;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Uploads on their way. Each belongs to a user and a model; to everybody else it does not exist.
 */
@Service
public class PartialUploads {
  private final TusProtocol protocol;
  private final PartialFiles files;
  private final PartialRows rows;
  private final TakenRows taken;
  private final ModelData models;
  private final TusSettings settings;
  private final Clock clock;

  PartialUploads(
      TusProtocol protocol,
      PartialFiles files,
      PartialRows rows,
      TakenRows taken,
      ModelData models,
      TusSettings settings,
      Clock clock) {
    this.clock = clock;
    this.settings = settings;
    this.protocol = protocol;
    this.files = files;
    this.rows = rows;
    this.taken = taken;
    this.models = models;
  }

  /** Takes files that are there whole. */
  public interface Receiver {
    /** What comes next, and its parts if it was sent in parts. */
    void from(Set<UUID> uploads);

    /**
     * @param name as the client says, not to be trusted
     */
    void file(String name, Path file) throws IOException;

    /** A file that was sent in parts. */
    void joined(String name, long bytes, InputStream stream) throws IOException;
  }

  /** Browsers send files of this size and above in several parts at the same time, in bytes. */
  public long parallelFrom() {
    return settings.parallelFrom().toBytes();
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
      protocol.process(method, model, who, request, response);
    } catch (NoSuchFileException gone) {
      throw new NotFound();
    }
  }

  /**
   * Takes the bytes that came with the creation of an upload, which saves small ones a request.
   *
   * @param place of the upload
   */
  void fill(
      CustomModelId model,
      String place,
      SignedIn who,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    UUID id = Creation.id(place);
    try (FileChannel lock = files.tryLock(id).orElse(null)) {
      if (lock != null) {
        UploadInfo info = files.get(id, TusProtocol.owner(model, who));
        protocol.append(info, request.getInputStream(), response);
      }
    } catch (NoSuchFileException gone) {
      throw new NotFound();
    }
  }

  /**
   * Hands over uploads that are there whole, in this order. Whoever makes something of them {@link
   * #forget forgets} them in the same transaction.
   *
   * @throws NotFound when one is not there, or somebody else's
   * @throws WrongState when bytes are still missing
   */
  public void read(CustomModelId model, SignedIn who, Collection<UUID> ids, Receiver receiver)
      throws IOException {
    Set<UUID> all = new LinkedHashSet<>(ids);
    if (rows.own(model, who, all).size() < all.size()) {
      throw new NotFound();
    }
    for (UUID id : all) {
      try (FileChannel lock = files.tryLock(id).orElse(null)) {
        UploadInfo info = files.get(id, TusProtocol.owner(model, who));
        if (lock == null
            || info.isUploadInProgress()
            || info.getUploadType() == UploadType.PARTIAL) {
          throw new WrongState("dataset.tus.incomplete");
        }
        receiver.from(whole(id, info));
        if (info.getConcatenationPartIds() == null) {
          receiver.file(info.getFileName(), files.data(id));
        } else {
          try (InputStream bytes = files.getUploadedBytes(info.getId())) {
            receiver.joined(info.getFileName(), info.getLength(), bytes);
          }
        }
      } catch (NoSuchFileException | TusException gone) {
        throw new NotFound();
      }
    }
  }

  private static Set<UUID> whole(UUID id, UploadInfo info) {
    Set<UUID> whole = new LinkedHashSet<>(List.of(id));
    if (info.getConcatenationPartIds() != null) {
      info.getConcatenationPartIds().forEach(part -> whole.add(Creation.id(part)));
    }
    return whole;
  }

  /**
   * What they were promised is free again; only once, so two who ask for it cannot both get it.
   *
   * @param place where their user goes on, now and when the same is asked again
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void forget(CustomModelId model, SignedIn who, Set<UUID> ids, String place) {
    if (ids.isEmpty()) {
      return;
    }
    if (rows.remove(ids) < ids.size()) {
      throw new NotFound();
    }
    taken.took(ids, model, who, place, clock.instant());
  }

  /** Where uploads went that were taken before: an answer may be lost on its way. */
  @Transactional(readOnly = true)
  public Optional<String> place(CustomModelId model, SignedIn who, Set<UUID> ids) {
    return taken.place(model, who, ids);
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
    return own.isEmpty() ? 0 : rows.promisedBytes(who.organization(), own);
  }

  /** What uploads on their way will need. */
  @Transactional(readOnly = true)
  public long promisedBytes(OrganizationId organization) {
    return rows.promisedBytes(organization);
  }
}
