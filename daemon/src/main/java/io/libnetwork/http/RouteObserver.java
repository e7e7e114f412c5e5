package io.libnetwork.http;

/// Told of each call that a [Router] has answered.
@FunctionalInterface
public interface RouteObserver {

  /// The pattern of a call that no route fits.
  String NO_ROUTE = "none";

  /// Tells nobody.
  RouteObserver NOBODY = (_, _, _, _) -> {};

  /// A call was answered; called on its thread, which waits.
  ///
  /// @param method of the route, or of the call where no route fits
  /// @param pattern of the route, as in `/networks/{id}`, or [#NO_ROUTE]
  /// @param status that was answered
  /// @param nanos it took; of a stream, until it began
  void answered(String method, String pattern, int status, long nanos);
}
