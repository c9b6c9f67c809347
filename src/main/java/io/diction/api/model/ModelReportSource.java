package io.diction.api.model;

import io.diction.api.content.ContentSource;
import io.diction.identity.OrganizationId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/** Reports and logs of trainings; an identifier is that of the model and the name of the file. */
@Component
class ModelReportSource implements ContentSource {
  static final String KIND = "model-report";
  static final String REPORT = "report.json";
  static final String LOG = "training.json";
  private static final Pattern ID = Pattern.compile("([0-9a-f-]{36})\\.(.+)");

  private final ModelReports reports;

  ModelReportSource(ModelReports reports) {
    this.reports = reports;
  }

  static String id(UUID model, String file) {
    return model + "." + file;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Content> find(OrganizationId organization, String id) {
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    UUID model = UUID.fromString(matcher.group(1));
    String file = matcher.group(2);
    return (file.equals(REPORT)
            ? reports.report(organization, model)
            : reports.log(organization, model))
        .map(bytes -> new Content(file, new ByteArrayResource(bytes)));
  }
}
