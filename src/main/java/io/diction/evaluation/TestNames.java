package io.diction.evaluation;

import io.diction.jobs.JobSubjects;
import org.springframework.stereotype.Component;

/** Which tests are measured. */
@Component
class TestNames implements JobSubjects {
  @Override
  public String statement() {
    return """
        select j.id, t.name as name, t.asked_by_name as asked_by
        from job j
        join test_run t on t.id = j.subject_id and t.organization_id = j.organization_id
        where j.id in (:jobs)
        """;
  }
}
