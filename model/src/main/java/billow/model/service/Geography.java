package billow.model.service;

import java.util.Arrays;
import java.util.List;

/// Groups of edge locations that CloudFront prices alike.
///
/// Which regions lie in which: CloudFront pricing page, 2026.
enum Geography {
    NORTH_AMERICA("US, Mexico, Canada", 100, "us-", "ca-", "mx-"),
    EUROPE("Europe, Israel", 100, "eu-", "il-"),
    AFRICA("South Africa, Kenya, Middle East", 200, "af-", "me-"),
    SOUTH_AMERICA("South America", 999, "sa-"),
    JAPAN("Japan", 200, "ap-northeast-1", "ap-northeast-3"),
    AUSTRALIA("Australia, New Zealand", 999, "ap-southeast-2", "ap-southeast-4", "ap-southeast-6"),
    INDIA("India", 200, "ap-south-"),
    ASIA("Hong Kong, Philippines, Asia Pacific", 200, "ap-");

    private final String area;
    private final int priceClass;
    private final List<String> regions;

    Geography(String area, int priceClass, String... regions) {
        this.area = area;
        this.priceClass = priceClass;
        this.regions = List.of(regions);
    }

    /// As price books name it.
    String area() {
        return area;
    }

    /// Whether edge locations there are used by a price class: 100, 200 or 999 for all.
    boolean in(int chosen) {
        return priceClass <= chosen;
    }

    /// Where a region lies.
    static Geography of(String region) {
        return Arrays.stream(values())
                .filter(g -> g.regions.stream().anyMatch(region::startsWith))
                .findFirst()
                .orElse(NORTH_AMERICA);
    }
}
