# shellcheck shell=bash disable=SC2034
# How the JVM is run that runs us: for ./libnetwork, and for the package that scripts/package makes.
# Sourced by both; defines variables and nothing else.

# For commands that are over in a moment: the smallest collector and the quick compiler.
short_flags=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
# For what lasts: both compilers, a heap that begins small and gives back, and memory of the JVM itself
# given back too: compilers leave some behind when they have compiled what a start needs. They begin
# with what runs often here and now: with what ran often in training too, a start on two cores waits
# for them as long as it works itself.
# The second compiler takes what is called 50,000 times, not 5,000: names and relayed bytes get there
# within a second, while for networks that come and go it would work as long as they do, for nothing.
# No words of a thousand languages: Jetty and Jackson would have all of them counted as they start.
daemon_flags=(-XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining -Djava.locale.providers=SPI
  -XX:+UseSerialGC -Xms10m -XX:NewSize=4m -XX:MaxNewSize=48m -Xmx512m -XX:MaxHeapFreeRatio=40
  -XX:TrimNativeHeapInterval=3000
  -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=25000
  -XX:Tier4CompileThreshold=100000
  # Of the two who can write a log, the one that writes all of it.
  -Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider -Dslf4j.internal.verbosity=WARN)
# For what measures: both compilers, and a heap that never has to grow.
bench_flags=(-XX:+UseG1GC -Xms512m -Xmx512m --illegal-native-access=deny)
# Denying native access to every other module would cost short commands 30 ms: the cache then cannot
# hold the module graph. The tests and the bench do run so.
native_flag=--enable-native-access=io.libnetwork.linux
