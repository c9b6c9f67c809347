package io.diction;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Writes rows into the embedded database with our own settings, one commit each, and prints the
 * number of each row that is committed, until it is killed. A process of its own, for {@link
 * CommitsSurviveKillIT}.
 */
final class Commits {
  private Commits() {}

  public static void main(String[] arguments) throws SQLException {
    int from = Integer.parseInt(arguments[1]);
    try (Connection connection = connect(arguments[0]);
        PreparedStatement insert =
            connection.prepareStatement("insert into acknowledged (number) values (?)")) {
      connection.setAutoCommit(false);
      for (int number = from; ; number++) {
        insert.setInt(1, number);
        insert.executeUpdate();
        connection.commit();
        System.out.println(number);
        System.out.flush();
      }
    }
  }

  static Connection connect(String dataFolder) throws SQLException {
    Properties settings = new Properties();
    try (InputStream in = Commits.class.getResourceAsStream("/application.properties")) {
      settings.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    String url =
        settings.getProperty("spring.datasource.url").replace("${diction.data}", dataFolder);
    return DriverManager.getConnection(url, settings.getProperty("spring.datasource.username"), "");
  }
}
