package io.diction.modelcopy;

import io.diction.jobs.JobSubjects;
import org.springframework.stereotype.Component;

/** Which versions copies bring elsewhere. */
@Component
class CopySubjects implements JobSubjects {
  @Override
  public String statement() {
    return """
        select j.id, c.version_label as name, c.asked_by_name as asked_by
        from job j join model_copy c on c.id = j.id and c.organization_id = j.organization_id
        where j.id in (:jobs)
        """;
  }
}
