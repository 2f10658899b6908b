"""What a person lets others see, and who looked."""
