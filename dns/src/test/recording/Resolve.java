import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;
import org.xbill.DNS.*;

/** Asks by JNDI (java Resolve.java jndi) or by dnsjava (java Resolve.java dnsjava). */
public class Resolve {
  static final String[][] QUESTIONS = {
    {"web", "A"}, {"web", "AAAA"}, {"crowd", "A"}, {"nobody", "A"}, {"www.example.org", "A"},
    {"2.0.0.10.in-addr.arpa", "PTR"}, {"mail.app", "MX"}, {"mail.app", "TXT"}, {"_http._tcp.web.app", "SRV"}
  };

  public static void main(String[] args) throws Exception {
    for (String[] question : QUESTIONS) {
      System.out.println(args[0].equals("jndi") ? jndi(question) : dnsjava(question));
    }
  }

  static Object jndi(String[] question) throws NamingException {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, "dns://10.9.9.9");
    try {
      return new InitialDirContext(environment).getAttributes(question[0], new String[] {question[1]});
    } catch (NamingException failure) {
      return failure;
    }
  }

  static Object dnsjava(String[] question) throws Exception {
    Name name = Name.fromString(question[0], Name.root);
    org.xbill.DNS.Record asked = org.xbill.DNS.Record.newRecord(name, Type.value(question[1]), DClass.IN);
    return new SimpleResolver("10.9.9.9").send(Message.newQuery(asked)).getHeader();
  }
}
