"""One person at a time: referral packs, prior approval, individual funding requests and the panels that decide them."""
