package io.diction.web;

/**
 * A secret that is shown this once; {@code reveal} in the template {@code web/reveal}.
 *
 * @param key of the messages: its title and text, each the key with that word at its end
 * @param name of what it is for, the messages' argument
 * @param back the page to go on with
 * @param nav the place in the navigation
 */
public record Reveal(String key, String name, String value, String back, String nav) {
  @Override
  public String toString() {
    return key;
  }
}
