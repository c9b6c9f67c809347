package io.diction.jobs;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The handlers of all modules, looked up when first needed: handlers submit jobs themselves, so
 * they cannot be there before {@link Jobs} is.
 */
final class JobHandlers {
  private final Supplier<List<JobHandler>> source;

  JobHandlers(Supplier<List<JobHandler>> source) {
    this.source = source;
  }

  List<JobHandler> all() {
    return source.get();
  }

  Optional<JobHandler> find(String kind) {
    return source.get().stream().filter(handler -> handler.kind().equals(kind)).findFirst();
  }

  JobHandler get(String kind) {
    return find(kind)
        .orElseThrow(() -> new IllegalArgumentException("no handler for jobs of kind " + kind));
  }
}
