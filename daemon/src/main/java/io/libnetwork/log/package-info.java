/// How a process logs that has not said how, for logback to find; nobody else names it.
package io.libnetwork.log;
