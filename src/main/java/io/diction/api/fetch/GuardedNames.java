package io.diction.api.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.stereotype.Component;

/**
 * Looks hosts up and refuses those that have any address outside of the public network, but for the
 * allowed ones. The connection is made to the addresses given here and to no others.
 */
@Component
class GuardedNames implements DnsResolver {
  private final FetchSettings settings;

  GuardedNames(FetchSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    InetAddress[] found = InetAddress.getAllByName(host);
    if (!settings.allows(host, port)) {
      for (InetAddress address : found) {
        if (!PublicAddress.is(address)) {
          throw new UnknownHostException("%s is not of the public network".formatted(host));
        }
      }
    }
    return Arrays.stream(found).map(address -> new InetSocketAddress(address, port)).toList();
  }

  /** Without a port nothing is allowed by one. */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return resolve(host, 0).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
