package io.libnetwork.daemon;

import io.libnetwork.http.Failure;
import io.libnetwork.http.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What is answered to what is no request at all: in the same form as every other failure, and
/// without a word about the server.
final class RefusalHandler extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object said = request.getAttribute(ERROR_MESSAGE);
    int status = response.getStatus();
    String message = said == null ? "the request was refused" : String.valueOf(said);
    byte[] body = Json.write(new Failure(message));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.setStatus(status);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
