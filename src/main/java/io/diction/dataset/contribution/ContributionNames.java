package io.diction.dataset.contribution;

import io.diction.jobs.JobSubjects;
import org.springframework.stereotype.Component;

/** Which contributions are checked. */
@Component
class ContributionNames implements JobSubjects {
  @Override
  public String statement() {
    return """
        select j.id, c.name as name, coalesce(u.display_name, '') as asked_by
        from job j
        join contribution c on c.id = j.subject_id and c.organization_id = j.organization_id
        left join app_user u on u.id = c.user_id
        where j.id in (:jobs)
        """;
  }
}
