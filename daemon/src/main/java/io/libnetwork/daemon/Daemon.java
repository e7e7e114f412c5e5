package io.libnetwork.daemon;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.dhcp.DhcpIpam;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.ipvlan.IpvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.drivers.physical.PhysicalDriver;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Router;
import io.libnetwork.http.docker.Containers;
import io.libnetwork.http.docker.DefaultNetworks;
import io.libnetwork.http.docker.DockerApi;
import io.libnetwork.http.docker.DockerEvents;
import io.libnetwork.http.metrics.HostTraffic;
import io.libnetwork.http.metrics.Metrics;
import io.libnetwork.http.page.PageFiles;
import io.libnetwork.http.plugin.EngineIpam;
import io.libnetwork.http.plugin.EnginePools;
import io.libnetwork.http.plugin.PluginApi;
import io.libnetwork.http.v1.EventLog;
import io.libnetwork.http.v1.OwnApi;
import io.libnetwork.http.v1.Sources;
import io.libnetwork.ipam.DefaultIpam;
import io.libnetwork.ipam.PredefinedPool;
import io.libnetwork.plugins.client.PluginDrivers;
import io.libnetwork.plugins.client.PluginSettings;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import io.libnetwork.wire.v1.PageResource;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All of the daemon but its sockets: the store, the controller, and the routes. So a command can
/// be one for a moment, in its own process.
///
/// Closing it removes nothing: containers keep their networks until the next one.
public final class Daemon implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final String STORE = "mvstore";

  /// What our own paths begin with; Docker's have a version with a dot.
  private static final String OWN = "/v1/";

  private static final String METRICS = "/metrics";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Controller controller;
  private final DockerApi docker;
  private final PluginApi plugin;
  private final Metrics metrics;
  private final DockerEvents dockerEvents;
  private final EventLog events;
  private final Router own = new Router();

  private Daemon(DaemonConfig config) {
    try {
      Host host = opened(host(config));
      StateStore store = opened(StateStoreProvider.named(STORE).open(config.state(), Schema.FIRST));
      DhcpIpam dhcp = opened(DhcpIpam.on(host));
      IpamDriver ipam = ipam(config);
      EnginePools pools = EnginePools.open(ipam, host, store);
      controller = opened(Controller.open(host, options(config, store, dhcp, ipam, pools)));
      plugin = new PluginApi(controller, pools);
      DefaultNetworks.ensure(controller, config.bridge());
      InstantSource clock = InstantSource.system();
      Containers containers = Containers.open(controller, Optional.of(store), clock);
      dockerEvents = opened(DockerEvents.of(containers, clock));
      docker = new DockerApi(containers, dockerEvents, Version.get(), clock, new SecureRandom());
      events = opened(new EventLog(controller));
      HostLabs labs = opened(HostLabs.of(controller, store, config.state()));
      HostTraffic traffic = opened(new HostTraffic(host));
      Router _ = OwnApi.routes(own, sources(config, labs, traffic));
      Router _ = new PageFiles().routes(own);
      metrics = opened(Metrics.of(controller, traffic, Version.get()));
      docker.observe(metrics.requests());
      Router _ = own.observe(metrics.requests()).add("GET", METRICS, _ -> metrics.answer());
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private Sources sources(DaemonConfig config, HostLabs labs, HostTraffic traffic) {
    return new Sources(
        controller, events, labs, traffic, () -> page(config), config.state(), Version.get());
  }

  private static Optional<PageResource> page(DaemonConfig config) {
    return config.page().map(at -> new PageResource(at.url(), PageToken.of(config)));
  }

  /// Opens the store and finds again what there is.
  ///
  /// @throws io.libnetwork.NetworkException if another has the store, or it cannot be read
  public static Daemon open(DaemonConfig config) {
    return new Daemon(config);
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  private static Host host(DaemonConfig config) {
    return config
        .netns()
        .map(namespace -> Host.at(namespace, config.run()))
        .orElseGet(() -> Host.local(config.run()));
  }

  /// One for our own networks and for engines, so that no pool of these overlaps one of those.
  private static IpamDriver ipam(DaemonConfig config) {
    return config.addressPools().isEmpty()
        ? DefaultIpam.of(ControllerOption.HostId.ofMachine().id())
        : new DefaultIpam(config.addressPools(), PredefinedPool.GLOBAL);
  }

  private static ControllerOption[] options(
      DaemonConfig config, StateStore store, DhcpIpam dhcp, IpamDriver ipam, EnginePools pools) {
    List<ControllerOption> options = new ArrayList<>();
    options.add(new ControllerOption.NetworkDriver(BridgeDriver.factory()));
    options.add(new ControllerOption.NetworkDriver(PtpDriver.factory()));
    options.add(new ControllerOption.NetworkDriver(MacvlanDriver.factory()));
    options.add(new ControllerOption.NetworkDriver(IpvlanDriver.factory()));
    options.add(new ControllerOption.NetworkDriver(PhysicalDriver.factory()));
    options.add(new ControllerOption.NetworkDriver(HostDriver.factory()));
    options.add(new ControllerOption.NetworkDriver(NoneDriver.factory()));
    options.add(new ControllerOption.Ipam(dhcp));
    options.add(new ControllerOption.Store(store));
    options.add(new ControllerOption.Names(config.dnsTtl()));
    options.add(new ControllerOption.ReconcileEvery(config.reconcileEvery()));
    config
        .plugins()
        .ifPresent(folders ->
            options.add(
                new ControllerOption.Drivers(
                    PluginDrivers.of(
                        config.dockerPlugin().map(folders::but).orElse(folders),
                        PluginSettings.USUAL.withDeadline(config.pluginDeadline())))));
    options.add(new ControllerOption.Ipam(ipam));
    options.add(new ControllerOption.Ipam(new EngineIpam(ipam, pools)));
    return options.toArray(ControllerOption[]::new);
  }

  /// What it acts on.
  public Controller controller() {
    return controller;
  }

  /// Has those who follow events come to their end, who otherwise would be waited for; no more is
  /// told to anybody.
  void endFollowers() {
    dockerEvents.close();
    events.close();
  }

  /// Answers a call, whatever happens.
  public Answer answer(Call call) {
    String path = call.path();
    boolean ours =
        path.startsWith(OWN)
            || path.equals(METRICS)
            || path.equals(PageFiles.FOLDER)
            || path.startsWith(PageFiles.FOLDER + "/");
    return ours ? own.answer(call) : docker.answer(call);
  }

  /// Answers a call of a Docker Engine whose plugin this is, whatever happens.
  public Answer answerEngine(Call call) {
    return plugin.answer(call);
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable next = open.pop();
      try {
        next.close();
      } catch (Exception failure) {
        LOG.error("{} could not be closed", next.getClass().getSimpleName(), failure);
      }
    }
  }
}
