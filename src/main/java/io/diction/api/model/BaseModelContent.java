package io.diction.api.model;

import io.diction.api.content.ContentSource;
import io.diction.catalog.BaseModelFiles;
import io.diction.catalog.BaseModelFiles.PackFile;
import io.diction.catalog.BaseModels;
import io.diction.identity.OrganizationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/** The files of base models, which are the same for everybody. */
@Component
class BaseModelContent implements ContentSource {
  static final String KIND = "base-model";
  private static final Pattern ID = Pattern.compile("([0-9a-f-]{36})\\.([0-9]{1,4})");

  private final BaseModels models;
  private final BaseModelFiles files;

  BaseModelContent(BaseModels models, BaseModelFiles files) {
    this.models = models;
    this.files = files;
  }

  /** The file's number in the list of all, since their names have slashes. */
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
    List<PackFile> all =
        models.find(UUID.fromString(matcher.group(1))).flatMap(files::find).orElse(List.of());
    int number = Integer.parseInt(matcher.group(2));
    if (number >= all.size()) {
      return Optional.empty();
    }
    PackFile file = all.get(number);
    String name = file.name().substring(file.name().lastIndexOf('/') + 1);
    return Optional.of(new Content(name, new FileSystemResource(file.path())));
  }
}
