package io.diction.api.model;

import io.diction.api.content.ContentSource;
import io.diction.identity.OrganizationId;
import io.diction.training.TrainedModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/** The files that custom models consist of. */
@Component
class CustomModelContent implements ContentSource {
  static final String KIND = "custom-model";
  private static final Pattern ID = Pattern.compile("([0-9a-f-]{36})\\.([0-9]{1,4})");

  private final ModelList list;
  private final TrainedModels trained;

  CustomModelContent(ModelList list, TrainedModels trained) {
    this.list = list;
    this.trained = trained;
  }

  /** The file's number in the list of all. */
  static String id(UUID model, int number) {
    return model + "." + number;
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
    int number = Integer.parseInt(matcher.group(2));
    return list.find(organization, UUID.fromString(matcher.group(1)))
        .map(ModelRow::artifactSha256)
        .map(sha256 -> trained.files(organization, sha256))
        .filter(files -> number < files.size())
        .map(files -> content(files, number));
  }

  private static Content content(List<Path> files, int number) {
    Path file = files.get(number);
    return new Content(file.getFileName().toString(), new FileSystemResource(file));
  }
}
