"""What officers do with petitions: the queue, the cards, every action, answers kept ready, the counter."""
