package io.diction.training;

import io.diction.jobs.JobSubjects;
import org.springframework.stereotype.Component;

/** Which models trainings train. */
@Component
class TrainingSubjects implements JobSubjects {
  @Override
  public String statement() {
    return """
        select j.id, m.name, r.asked_by_name as asked_by
        from job j
        join training_run r
          on r.id = j.subject_id and r.organization_id = j.organization_id
        join custom_model m on m.id = r.model_id
        where j.id in (:jobs)
        """;
  }
}
