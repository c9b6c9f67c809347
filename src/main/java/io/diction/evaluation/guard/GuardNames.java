package io.diction.evaluation.guard;

import io.diction.jobs.JobSubjects;
import org.springframework.stereotype.Component;

/** Which models have a version measured with a guard set. */
@Component
class GuardNames implements JobSubjects {
  @Override
  public String statement() {
    return """
        select j.id, m.name as name, r.asked_by_name as asked_by
        from job j
        join guard_result r on r.id = j.subject_id and r.organization_id = j.organization_id
        join custom_model m on m.id = r.model_id
        where j.id in (:jobs)
        """;
  }
}
