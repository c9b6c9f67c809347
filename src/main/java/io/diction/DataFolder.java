package io.diction;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes the data folder ({@code diction.data}) absolute and writable before anything opens it, and
 * keeps a second process out of one that holds the embedded database.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class DataFolder implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  static final String SETTING = "diction.data";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    Path folder = folder(environment.getProperty(SETTING, "./data"));
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("dataFolder", Map.of(SETTING, folder.toString())));
    create(folder);
    String url = environment.getProperty("spring.datasource.url", "");
    if (url.startsWith("jdbc:h2:file:")) {
      FileChannel lock = lock(folder);
      // Registered before any bean, hence closed after the last one, the database included.
      ((DefaultListableBeanFactory) context.getBeanFactory())
          .registerDisposableBean("dataFolderLock", lock::close);
    }
  }

  private static Path folder(String setting) {
    if (setting.isBlank() || setting.contains(";")) {
      throw new StartRefused(
          "the data folder '%s' (setting %s) needs a name without a semicolon"
              .formatted(setting, SETTING));
    }
    try {
      return Path.of(setting).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new StartRefused(
          "the data folder '%s' (setting %s) is not a valid path".formatted(setting, SETTING), e);
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
    } catch (IOException e) {
      throw new StartRefused(
          "the data folder %s cannot be written; give this user the right to, or choose another with --%s=FOLDER"
              .formatted(folder, SETTING),
          e);
    }
  }

  private static FileChannel lock(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("diction.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return channel;
      }
      channel.close();
    } catch (IOException e) {
      throw new StartRefused("the data folder %s cannot be locked".formatted(folder), e);
    }
    throw new StartRefused(
        "another Diction is running on the data folder %s; stop it, or choose another with --%s=FOLDER"
            .formatted(folder, SETTING));
  }

  /** The lock ends with its channel. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
