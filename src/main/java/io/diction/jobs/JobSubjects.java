package io.diction.jobs;

/** Tells what jobs of a module work on. Beans of this type are found at start. */
public interface JobSubjects {
  /**
   * The SQL that brings {@code id}, {@code name} and {@code asked_by}, never null, of those of
   * {@code :jobs} that are the module's; those whose subject is gone are left out.
   */
  String statement();
}
