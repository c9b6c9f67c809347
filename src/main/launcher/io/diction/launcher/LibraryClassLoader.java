package io.diction.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.springframework.boot.loader.launch.Archive;
import org.springframework.boot.loader.launch.LaunchedClassLoader;

/**
 * Finds classes in the libraries inside the jar. Spring Boot's own loader makes an address and
 * opens a connection for each class in each library; this one keeps the libraries open and asks the
 * one first that had another class of the package. That halves what loading costs, which is most of
 * a start. Where the bytes of an address are wanted, Spring Boot's loader still answers.
 */
final class LibraryClassLoader extends LaunchedClassLoader {
  /** What the Java runtime has, and the launcher. */
  private static final String[] FROM_PARENT = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "org.w3c.",
    "org.xml.",
    "org.ietf.",
    "org.springframework.boot.loader.",
    "io.diction.launcher."
  };

  static {
    ClassLoader.registerAsParallelCapable();
  }

  private final Library[] libraries;
  private final Map<String, Library> libraryOfPackage = new ConcurrentHashMap<>();

  LibraryClassLoader(Archive jar, URL[] libraries, ClassLoader parent) {
    super(false, jar, libraries, parent);
    this.libraries = new Library[libraries.length];
    for (int i = 0; i < libraries.length; i++) {
      this.libraries[i] = new Library(libraries[i]);
    }
  }

  private static final class Library {
    private final URL address;
    private final CodeSource source;
    private JarFile jar;

    Library(URL address) {
      this.address = address;
      this.source = new CodeSource(address, (CodeSigner[]) null);
    }

    synchronized JarFile jar() {
      if (jar == null) {
        try {
          jar = ((JarURLConnection) address.openConnection()).getJarFile();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return jar;
    }
  }

  private record Found(Library library, JarEntry entry) {
    InputStream open() throws IOException {
      return library.jar().getInputStream(entry);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (isFromParent(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        Found found = find(name.replace('.', '/') + ".class");
        loaded = found == null ? getParent().loadClass(name) : define(name, found);
      }
      return loaded;
    }
  }

  private static boolean isFromParent(String name) {
    for (String prefix : FROM_PARENT) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private Class<?> define(String name, Found found) throws ClassNotFoundException {
    Library library = found.library();
    try (InputStream in = found.open()) {
      byte[] bytes = in.readNBytes((int) found.entry().getSize());
      definePackage(name.substring(0, Math.max(0, name.lastIndexOf('.'))), library);
      return defineClass(name, bytes, 0, bytes.length, library.source);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private void definePackage(String name, Library library) throws IOException {
    if (name.isEmpty() || getDefinedPackage(name) != null) {
      return;
    }
    try {
      if (library.jar().getManifest() == null) {
        definePackage(name, null, null, null, null, null, null, null);
      } else {
        definePackage(name, library.jar().getManifest(), library.address);
      }
    } catch (IllegalArgumentException anotherThreadWasFirst) {
      if (getDefinedPackage(name) == null) {
        throw anotherThreadWasFirst;
      }
    }
  }

  private Found find(String path) {
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    Library first = libraryOfPackage.get(folder);
    JarEntry entry = first == null ? null : first.jar().getJarEntry(path);
    if (entry != null) {
      return new Found(first, entry);
    }
    for (Library library : libraries) {
      entry = library == first ? null : library.jar().getJarEntry(path);
      if (entry != null) {
        libraryOfPackage.putIfAbsent(folder, library);
        return new Found(library, entry);
      }
    }
    return null;
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    if (name.endsWith(".class") && !isFromParent(name.replace('/', '.'))) {
      Found found = find(name);
      if (found != null) {
        try {
          return found.open();
        } catch (IOException e) {
          return null;
        }
      }
    }
    return super.getResourceAsStream(name);
  }

  @Override
  public URL findResource(String name) {
    return isAnywhere(name) ? super.findResource(name) : null;
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    return isAnywhere(name) ? super.findResources(name) : Collections.emptyEnumeration();
  }

  private boolean isAnywhere(String name) {
    for (Library library : libraries) {
      if (name.isEmpty() || library.jar().getEntry(name) != null) {
        return true;
      }
    }
    return false;
  }
}
