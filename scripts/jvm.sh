# shellcheck shell=bash disable=SC2034
# How the JVM is run that runs us: for ./libnetwork, and for the package that scripts/package makes.
# Sourced by both; defines variables and nothing else.

# For commands that are over in a moment: the smallest collector and the quick compiler.
short_flags=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
# For what lasts: a heap that begins small and gives back, and memory of the JVM itself given back too.
# The quick compiler here as well: nothing runs long enough in one place for the second one to earn
# what it takes. With it connecting took 2.8 ms and 1,000 endpoints 226 MB, with the quick one alone
# 2.1 ms and 206 MB; names per second were the same.
# What a rehearsal ran often is not compiled at once from its profile: that took a core for as long
# as starting took, and being ready 15 % longer; pairs per second were the same.
# No words of a thousand languages: Jetty and Jackson would have all of them counted as they start.
daemon_flags=(-XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining
  -Djava.locale.providers=SPI
  -XX:+UseSerialGC -Xms10m -XX:NewSize=4m -XX:MaxNewSize=48m -Xmx512m -XX:MaxHeapFreeRatio=40
  -XX:TrimNativeHeapInterval=3000
  # Of the two who can write a log, the one that writes all of it.
  -Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider -Dslf4j.internal.verbosity=WARN)
# For what measures: both compilers, and a heap that never has to grow.
bench_flags=(-XX:+UseG1GC -Xms512m -Xmx512m --illegal-native-access=deny)
# Denying native access to every other module would cost short commands 30 ms: the cache then cannot
# hold the module graph. The tests and the bench do run so.
native_flag=--enable-native-access=io.libnetwork.linux
