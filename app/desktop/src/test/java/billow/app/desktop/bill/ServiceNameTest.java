package billow.app.desktop.bill;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.service.Catalogue;
import org.junit.jupiter.api.Test;

class ServiceNameTest {
    @Test
    void callsEveryServiceThatIsBilledByItsName() {
        assertThat(Catalogue.kinds().stream()
                        .flatMap(k -> k.meters().stream())
                        .map(m -> m.id().substring(0, m.id().indexOf('.'))))
                .isNotEmpty()
                .allMatch(ServiceName::knows);
        assertThat(ServiceName.of("eventbridge")).isEqualTo("EventBridge");
        assertThat(ServiceName.of("unheard")).isEqualTo("Unheard");
    }
}
