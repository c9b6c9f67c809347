package io.diction;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The portal. Started by {@link io.diction.cli.Main}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DictionApplication {}
