package io.diction.training;

import io.diction.training.run.RunId;
import io.diction.training.run.RunRows;
import io.diction.training.run.WorkingFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One folder for each training that has not ended. */
@Component
class WorkingFolders {
  private static final Logger log = LoggerFactory.getLogger(WorkingFolders.class);

  private final TrainingSettings settings;
  private final RunRows rows;

  WorkingFolders(TrainingSettings settings, RunRows rows) {
    this.settings = settings;
    this.rows = rows;
  }

  WorkingFolder of(RunId run) {
    return new WorkingFolder(settings.folder().resolve(run.toString()));
  }

  /** Removes the folder of a training that has ended, once that is certain. */
  void removeAfterCommit(RunId run) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            remove(of(run));
          }
        });
  }

  /** What a process that was killed between the end of a training and its folder's left behind. */
  @EventListener(ApplicationReadyEvent.class)
  void removeLeftovers() throws IOException {
    if (!Files.isDirectory(settings.folder())) {
      return;
    }
    List<Path> folders;
    try (Stream<Path> found = Files.list(settings.folder())) {
      folders = found.toList();
    }
    for (Path folder : folders) {
      if (!isNeeded(folder.getFileName().toString())) {
        remove(new WorkingFolder(folder));
      }
    }
  }

  private boolean isNeeded(String name) {
    try {
      return rows.isUnderWay(UUID.fromString(name));
    } catch (IllegalArgumentException notOurs) {
      return true;
    }
  }

  private static void remove(WorkingFolder folder) {
    try {
      folder.remove();
    } catch (IOException problem) {
      // The next start tries again; the training itself has ended well.
      log.warn("Cannot remove {}", folder.path(), problem);
    }
  }
}
