package io.libnetwork.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.libnetwork.NetworkException;

/// What is answered where something went wrong: the status of its kind, and what happened.
///
/// @param message as the model says it
public record Failure(@JsonProperty("message") String message) {

  /// The status of a failure's kind, as Docker's Engine gives it.
  public static int status(NetworkException failure) {
    return switch (failure) {
      case NetworkException.InvalidParameter _ -> 400;
      case NetworkException.Forbidden _ -> 403;
      case NetworkException.NotFound _ -> 404;
      case NetworkException.Conflict _ -> 409;
      case NetworkException.NotImplemented _ -> 501;
      case NetworkException.Unavailable _ -> 503;
      case NetworkException.Cancelled _ -> 500;
      case NetworkException.DeadlineExceeded _ -> 500;
      case NetworkException.System _ -> 500;
    };
  }

  /// The answer to a call that failed so.
  static Answer answer(NetworkException failure) {
    return answer(status(failure), String.valueOf(failure.getMessage()));
  }

  /// An answer with this status and message.
  public static Answer answer(int status, String message) {
    return Answer.json(status, new Failure(message));
  }
}
