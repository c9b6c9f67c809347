package io.diction.web;

/**
 * What is asked before a deed; {@code question} in the template {@code web/question}.
 *
 * @param key of the messages: its title, text and deed, each the key with that word at its end
 * @param name of what it is about, the messages' argument
 * @param kind of the button: danger or primary
 * @param action where the answer is sent
 * @param back where it leads not to do it
 * @param nav the place in the navigation
 */
public record Question(
    String key, String name, String kind, String action, String back, String nav) {}
