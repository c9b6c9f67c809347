package io.diction.speech.audio;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.Loader;

/** How a decoder child is started: the command, from a class path or from the executable jar. */
final class DecoderLaunch {
  private static final String NESTED = "jar:nested:";

  private DecoderLaunch() {}

  /**
   * The command line.
   *
   * @param folder the child's own, for whatever the virtual machine wants to write
   */
  static List<String> command(DecoderOptions options, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A child lives briefly and works in native code: no optimising compiler, the smallest heap.
    command.addAll(
        List.of(
            "-Xms8m",
            "-Xmx32m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:MaxMetaspaceSize=48m",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("crash.txt"),
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + folder,
            "-Duser.home=" + folder,
            "-Dorg.bytedeco.javacpp.cachedir=" + options.cacheFolder().toAbsolutePath(),
            // JavaCPP would count the virtual machine's own memory; the parent watches the process.
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Dorg.bytedeco.javacpp.nopointergc=true"));
    String own = root(DecoderProcess.class.getName().replace('.', '/') + ".class");
    if (own.startsWith(NESTED)) {
      String jar = file("file:" + own.substring(NESTED.length(), own.indexOf("/!")));
      command.add("-Dloader.main=" + DecoderProcess.class.getName());
      command.addAll(
          List.of("-cp", jar, "org.springframework.boot.loader.launch.PropertiesLauncher"));
    } else {
      command.addAll(List.of("-cp", classPath(), DecoderProcess.class.getName()));
    }
    return command;
  }

  /** Nothing but our classes and FFmpeg: a short class path starts fast and offers little. */
  private static String classPath() throws IOException {
    String platform = Loader.getPlatform();
    Set<String> entries = new LinkedHashSet<>();
    for (String resource :
        List.of(
            DecoderProcess.class.getName().replace('.', '/') + ".class",
            Loader.class.getName().replace('.', '/') + ".class",
            avcodec.class.getName().replace('.', '/') + ".class",
            "org/bytedeco/javacpp/" + platform + "/" + System.mapLibraryName("jnijavacpp"),
            "org/bytedeco/ffmpeg/" + platform + "/" + System.mapLibraryName("jniavcodec"))) {
      String root = root(resource);
      entries.add(
          file(
              root.startsWith("jar:")
                  ? root.substring("jar:".length(), root.lastIndexOf("!/"))
                  : root));
    }
    return String.join(File.pathSeparator, entries);
  }

  /** Where a resource was found, without its own name. */
  private static String root(String resource) throws IOException {
    URL found = DecoderLaunch.class.getClassLoader().getResource(resource);
    if (found == null) {
      throw new IOException("this build has no decoder for this system: " + resource + " missing");
    }
    String url = found.toString();
    return url.substring(0, url.length() - resource.length());
  }

  private static String file(String url) {
    return Path.of(URI.create(url)).toString();
  }
}
