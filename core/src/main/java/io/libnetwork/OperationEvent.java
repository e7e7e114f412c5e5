package io.libnetwork;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// One operation of a caller, for the JDK Flight Recorder.
@Name("io.libnetwork.Operation")
@Label("Network operation")
@Category("libnetwork")
@StackTrace(false)
final class OperationEvent extends Event {

  @Label("Operation")
  String operation = "";

  @Label("Subject")
  @Description("What it was asked of: names and abbreviated ids")
  String subject = "";

  @Label("Netlink exchanges")
  long netlinkExchanges;

  @Label("Firewall transactions")
  long firewallTransactions;

  @Label("Outcome")
  @Description("done, or the kind of failure")
  String outcome = "done";
}
