package io.diction.organization.demo;

/**
 * Example data of a module, in the demo profile. Beans run in their {@code @Order} at every start,
 * after the example organizations and users exist, and add only what is not there yet.
 */
public interface DemoData {
  void add(DemoOrganizations demo);
}
