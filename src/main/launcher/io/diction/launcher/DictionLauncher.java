package io.diction.launcher;

import java.net.URL;
import java.util.Collection;
import org.springframework.boot.loader.launch.JarLauncher;

/**
 * Entry point of the packaged jar. It stands at the jar's root beside Spring Boot's launcher, so it
 * is compiled when the jar is put together (src/main/web/jar.xml).
 */
public final class DictionLauncher extends JarLauncher {
  private DictionLauncher() throws Exception {}

  public static void main(String[] arguments) throws Exception {
    new DictionLauncher().launch(arguments);
  }

  @Override
  protected ClassLoader createClassLoader(Collection<URL> libraries) {
    return new LibraryClassLoader(
        getArchive(), libraries.toArray(URL[]::new), getClass().getClassLoader());
  }
}
