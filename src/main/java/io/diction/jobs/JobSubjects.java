package io.diction.jobs;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Tells what jobs of a module work on. Beans of this type are found at start. */
public interface JobSubjects {
  /** By the job's id; jobs of other modules, and those whose subject is gone, are left out. */
  Map<UUID, JobSubject> of(Collection<UUID> jobs);
}
