package io.diction.catalog;

/**
 * A language that base models are installed for.
 *
 * @param locale BCP 47, such as {@code en-US}
 * @param name as shown: the country stands in brackets only where more than one variant is
 *     installed
 * @param key sorts languages by name and tells variants apart; never changes once installed
 */
public record Language(String locale, String name, String key) {}
